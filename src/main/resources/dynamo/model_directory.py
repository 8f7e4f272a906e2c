"""Writes a model directory without weights: a configuration and a tokenizer, all made here.

Usage: model_directory.py FOLDER

The vocabulary is the 256 bytes, three marks of a chat, and the words " 0" to " 9999". No merge leads
to those words, so a prompt never encodes to one (a number in a prompt becomes its digits), but each
decodes to its text. Only an engine can put them into a sequence: that is how the counting engine
tells what it has sent before from what the client wrote. numbers.json says where they are.
"""

import json
import pathlib
import sys

from tokenizers import Tokenizer, decoders, models, pre_tokenizers

CONTEXT = 131072
NUMBERS = 10_000
END_OF_TEXT, TURN, END_OF_TURN = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
CHAT = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def vocabulary():
    """Every entry by its text in the byte-level alphabet, where a space is written as U+0120."""
    entries = [END_OF_TEXT, TURN, END_OF_TURN]
    entries += sorted(pre_tokenizers.ByteLevel.alphabet())
    first = len(entries)
    entries += [f"\u0120{number}" for number in range(NUMBERS)]
    other = len(entries)
    entries.append("\u0120word")
    return {text: index for index, text in enumerate(entries)}, first, other


def tokenizer(words):
    made = Tokenizer(models.BPE(vocab=words, merges=[]))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens([END_OF_TEXT, TURN, END_OF_TURN])
    return made


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    words, first, other = vocabulary()
    tokenizer(words).save(str(folder / "tokenizer.json"))

    def put(name, content):
        (folder / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

    put("numbers.json", {"first": first, "count": NUMBERS, "other": other})
    put("config.json", {
        "architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "vocab_size": len(words),
        "hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 2, "head_dim": 16,
        "num_attention_heads": 4, "num_key_value_heads": 2, "hidden_act": "silu",
        "max_position_embeddings": CONTEXT, "rms_norm_eps": 1e-6, "rope_theta": 10000.0,
        "tie_word_embeddings": True, "torch_dtype": "bfloat16",
        "bos_token_id": words[END_OF_TEXT], "eos_token_id": words[END_OF_TURN],
    })
    put("tokenizer_config.json", {
        "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": CONTEXT,
        "bos_token": None, "eos_token": END_OF_TURN, "pad_token": END_OF_TEXT,
        "clean_up_tokenization_spaces": False, "chat_template": CHAT,
        "added_tokens_decoder": {
            str(words[mark]): {
                "content": mark, "special": True, "normalized": False,
                "lstrip": False, "rstrip": False, "single_word": False,
            } for mark in (END_OF_TEXT, TURN, END_OF_TURN)
        },
    })
    put("generation_config.json", {
        "bos_token_id": words[END_OF_TEXT], "pad_token_id": words[END_OF_TEXT],
        "eos_token_id": [words[END_OF_TURN], words[END_OF_TEXT]],
    })


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
