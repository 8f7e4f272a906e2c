package io.faultstream.cluster.text;

/**
 * Which token is which text. Every number word has a token of its own (" 0", " 1", …, ids from
 * {@link #FIRST_NUMBER}), and text of a prompt never becomes one of those: so an engine can tell,
 * from the tail of a prompt, the tokens that another engine had already given (reference:
 * real-dynamo.md, 8.1). A prompt's text costs one token for each started four UTF-16 units, a chat
 * message three more for its role and marks. Stateless.
 */
public final class Vocabulary {

  /** The id of the token " 0". */
  public static final int FIRST_NUMBER = 1 << 24;

  /** Tokens for the role and the marks of a chat message. */
  public static final int PER_MESSAGE = 3;

  /** UTF-16 units in one token of a prompt. */
  public static final int UNITS_PER_TOKEN = 4;

  private static final String[] SMALL = new String[4096];

  static {
    for (int i = 0; i < SMALL.length; i++) {
      SMALL[i] = " " + i;
    }
  }

  private Vocabulary() {}

  /** Appends the tokens of a prompt's text. */
  public static void encode(String text, TokenIds into) {
    for (int start = 0; start < text.length(); start += UNITS_PER_TOKEN) {
      int end = Math.min(text.length(), start + UNITS_PER_TOKEN);
      int hash = 0;
      for (int i = start; i < end; i++) {
        hash = hash * 31 + text.charAt(i);
      }
      into.add(Math.floorMod(hash, FIRST_NUMBER));
    }
  }

  /** The text of a token that an engine gave. */
  public static String decode(int id) {
    if (id < FIRST_NUMBER) {
      return " ?";
    }
    int number = id - FIRST_NUMBER;
    return number < SMALL.length ? SMALL[number] : " " + number;
  }

  /** How many tokens at the end of a prompt were given by an engine: those carried over. */
  public static int carried(TokenIds ids) {
    int count = 0;
    while (count < ids.size() && ids.get(ids.size() - 1 - count) >= FIRST_NUMBER) {
      count++;
    }
    return count;
  }

  /** The token an engine gives next after this prompt: one above the last carried, or " 0". */
  public static int next(TokenIds ids) {
    int size = ids.size();
    int last = size == 0 ? 0 : ids.get(size - 1);
    return last >= FIRST_NUMBER ? last + 1 : FIRST_NUMBER;
  }
}
