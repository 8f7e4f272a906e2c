package io.faultstream.spec.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.faultstream.spec.Access;
import io.faultstream.spec.BadSpecException;
import io.faultstream.spec.TargetKind;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessSettingsTest {
  private static final String SECRET = "sesame-4711";

  private static Settings headers(String text) {
    return with("target.headers", text);
  }

  private static Settings with(String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty("faultstream." + pairs[i], pairs[i + 1]);
    }
    return Settings.of(ConfigFactory.empty(), properties);
  }

  private static Map<String, String> sent(Access access) {
    Map<String, String> sent = new TreeMap<>();
    access.forEach(sent::put);
    return sent;
  }

  private static String mistakes(Settings settings) {
    try {
      settings.check();
      return "";
    } catch (BadSpecException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String mistakes(Settings settings, Map<String, String> environment) {
    var unused = AccessSettings.read(settings, TargetKind.URL, environment);
    return mistakes(settings);
  }

  @Test
  void tokenComesFromTheVariable() {
    Settings settings = with();
    Access access =
        AccessSettings.read(settings, TargetKind.URL, Map.of("FAULTSTREAM_TOKEN", SECRET));
    settings.check();
    assertThat(sent(access)).isEqualTo(Map.of("Authorization", "Bearer " + SECRET));
    settings = with("target.tokenVariable", "OTHER");
    assertThat(sent(AccessSettings.read(settings, TargetKind.URL, Map.of("OTHER", SECRET))))
        .containsValue("Bearer " + SECRET);
  }

  @Test
  void variableThatIsUnsetOrEmptyMeansNoToken() {
    Settings settings = with();
    assertThat(AccessSettings.read(settings, TargetKind.URL, Map.of()).isEmpty()).isTrue();
    assertThat(
            AccessSettings.read(settings, TargetKind.URL, Map.of("FAULTSTREAM_TOKEN", ""))
                .isEmpty())
        .isTrue();
    settings.check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sesame-4711\n", "Bearer sesame-4711", "sesame-4711\u00e9", "\u0000"})
  void tokenThatIsNoneIsRefusedByTheVariablesName(String token) {
    assertThat(mistakes(with(), Map.of("FAULTSTREAM_TOKEN", token)))
        .contains("target.tokenVariable = FAULTSTREAM_TOKEN: what it holds is no token")
        .doesNotContain(SECRET);
  }

  @Test
  void tokenInPlaceOfItsVariablesNameIsNotRepeated() {
    Settings settings = with("target.tokenVariable", SECRET);
    assertThat(mistakes(settings, Map.of()))
        .contains("target.tokenVariable = (hidden): must be the name")
        .doesNotContain(SECRET);
    assertThat(settings.effective()).doesNotContainValue(SECRET);
  }

  @Test
  void headersAreNamesAndValues() {
    Settings settings = headers(" X-Org: a b ;X-Path:/x:y;  X-Env : $HOME_1; ");
    Access access = AccessSettings.read(settings, TargetKind.URL, Map.of("HOME_1", SECRET));
    settings.check();
    assertThat(sent(access)).isEqualTo(Map.of("X-Org", "a b", "X-Path", "/x:y", "X-Env", SECRET));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sesame-4711                    | entry 1 must be like",
        "A: b; sesame 4711: x           | entry 2 must be like",
        ": sesame-4711                  | entry 1 must be like",
        "X-Org:                         | X-Org has no value",
        "X-Org: sesame-4711é            | X-Org has no value, or one with characters",
        "X-Org: $NOT_SET                | X-Org takes the environment variable NOT_SET, which is",
        "X-Org: ${sesame-4711}          | X-Org must name its environment variable as $NAME",
        "X-Org: (hidden)                | the value of X-Org was hidden when it was printed",
        "Host: sesame-4711              | Host is said by the run itself",
        "content-type: sesame-4711      | content-type is said by the run itself",
        "A: sesame-4711; a: sesame-4711 | a is there twice",
      })
  void whatIsNoHeaderIsSaidWithoutItsValue(String headers, String why) {
    assertThat(mistakes(headers(headers), Map.of()))
        .contains("target.headers = ", why)
        .doesNotContain("sesame");
  }

  @Test
  void variableWithALineEndIsRefusedWithoutItsValue() {
    assertThat(mistakes(headers("X-Org: $ORG"), Map.of("ORG", SECRET + "\nX-Evil: 1")))
        .contains("target.headers = X-Org: $ORG: X-Org has no value, or one with characters")
        .doesNotContain(SECRET);
  }

  @Test
  void authorizationBesideATokenIsAMistake() {
    assertThat(
            mistakes(
                headers("authorization: Basic " + SECRET), Map.of("FAULTSTREAM_TOKEN", SECRET)))
        .contains("has an Authorization, and FAULTSTREAM_TOKEN holds a token: one of them")
        .doesNotContain(SECRET);
    assertThat(mistakes(headers("authorization: Basic " + SECRET), Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EMBEDDED", "LOCAL", "KUBERNETES"})
  void otherTargetsAreShownNothing(TargetKind kind) {
    Settings settings = headers("X-Org: " + SECRET);
    Access access = AccessSettings.read(settings, kind, Map.of("FAULTSTREAM_TOKEN", SECRET));
    assertThat(access.isEmpty()).isTrue();
    assertThat(mistakes(settings))
        .contains("target.headers = X-Org: (hidden): is only for target.kind=url")
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Org: sesame-4711; X-Team:a | X-Org: (hidden); X-Team: (hidden)",
        "X-Org: $ORG;                 | X-Org: $ORG",
        "sesame-4711                  | (hidden)",
        "sesame 4711: x               | (hidden)",
        "''                           | ''",
      })
  void effectiveSettingsHaveNamesOnly(String headers, String shown) {
    assertThat(headers(headers).effective()).containsEntry("target.headers", shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"target.token", "target.header", "target.headrs.X-Org", "target.apiKey"})
  void misspeltKeyOfASecretIsSaidWithoutItsValue(String key) {
    assertThat(mistakes(with(key, SECRET)))
        .contains("unknown key " + key + " = (hidden)")
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://me:sesame-4711@h/", "http://me:sesame-4711@h h/"})
  void passwordInAnAddressIsNotRepeated(String url) {
    Settings settings = with("target.kind", "url", "target.url", url);
    var unused = TargetSettings.read(settings);
    settings.problem("target.url", "no");
    assertThat(mistakes(settings))
        .contains("target.url = http://(hidden)@h")
        .doesNotContain("sesame");
    assertThat(settings.effective().toString()).doesNotContain("sesame");
  }
}
