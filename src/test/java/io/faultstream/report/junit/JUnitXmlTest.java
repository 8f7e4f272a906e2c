package io.faultstream.report.junit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Environment;
import io.faultstream.history.VersionProfile;
import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleSpecs;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class JUnitXmlTest {
  private static final Environment ENVIRONMENT =
      new Environment(
          1,
          "2026-03-02T01:30:00Z",
          "9f2c1d7a",
          Map.of(),
          Map.of(),
          VersionProfile.UNKNOWN,
          Map.of());

  private static Element parsed(Verdict verdict, String reason, ClaimResult... claims)
      throws Exception {
    Judgement judgement =
        new Judgement(Judgement.SCHEMA, "migration", "embedded", verdict, reason, List.of(claims));
    String xml =
        JUnitXml.of(
            "20260302T013000Z-7", SampleSpecs.withoutFault(), Optional.of(ENVIRONMENT), judgement);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  private static ClaimResult claim(String id, Verdict verdict, String evidence) {
    return new ClaimResult(id, "it holds", "streams", verdict, evidence, false);
  }

  private static Map<String, Element> cases(Element suites) {
    Map<String, Element> cases = new HashMap<>();
    NodeList all = suites.getElementsByTagName("testcase");
    for (int i = 0; i < all.getLength(); i++) {
      Element one = (Element) all.item(i);
      cases.put(one.getAttribute("name"), one);
    }
    return cases;
  }

  private static String colour(Element testCase) {
    return List.of("failure", "error", "skipped").stream()
        .filter(name -> testCase.getElementsByTagName(name).getLength() > 0)
        .findFirst()
        .orElse("green");
  }

  @Test
  void onlyPassIsGreen() throws Exception {
    Element suites =
        parsed(
            Verdict.FAIL,
            "b failed",
            claim("a", Verdict.PASS, "fine"),
            claim("b", Verdict.FAIL, "3 lost"),
            claim("c", Verdict.REGRESSED, "slower"),
            claim("d", Verdict.INCONCLUSIVE, "too few"));

    Map<String, Element> cases = cases(suites);
    assertThat(cases).hasSize(5);
    assertThat(cases)
        .extractingFromEntries(one -> one.getKey() + " " + colour(one.getValue()))
        .containsExactlyInAnyOrder(
            "verdict failure", "a green", "b failure", "c failure", "d error");
    Element suite = (Element) suites.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("5");
    assertThat(suite.getAttribute("failures")).isEqualTo("3");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(suite.getAttribute("time")).isEqualTo("65.000");
  }

  @Test
  void runWithoutAVerdictIsRedByItsReason() throws Exception {
    Element verdict =
        requireNonNull(cases(parsed(Verdict.INCONCLUSIVE, "the run was cut off")).get("verdict"));

    Element error = (Element) verdict.getElementsByTagName("error").item(0);
    assertThat(error.getAttribute("message")).isEqualTo("the run was cut off");
    assertThat(error.getAttribute("type")).isEqualTo("INCONCLUSIVE");
  }

  @Test
  void suiteSaysWhichRunItWas() throws Exception {
    NodeList properties = parsed(Verdict.PASS, "all hold").getElementsByTagName("property");
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < properties.getLength(); i++) {
      Element property = (Element) properties.item(i);
      values.put(property.getAttribute("name"), property.getAttribute("value"));
    }

    assertThat(values)
        .containsEntry("seed", "7")
        .containsEntry("commit", "9f2c1d7a")
        .containsEntry("target", "embedded")
        .containsEntry("run", "20260302T013000Z-7");
  }

  @Test
  void wordsOfAServerCannotBreakIt() throws Exception {
    String wild = "<b>&\"'\u0000\u0007\u001b[31m\uFFFE\uD800 ]]> ü 😀\nnext";
    Element failure =
        (Element)
            requireNonNull(
                    cases(parsed(Verdict.FAIL, wild, claim("a", Verdict.FAIL, wild))).get("a"))
                .getElementsByTagName("failure")
                .item(0);

    assertThat(failure.getAttribute("message")).isEqualTo("<b>&\"'[31m ]]> ü 😀 next");
    assertThat(failure.getTextContent()).isEqualTo("it holds\n<b>&\"'[31m ]]> ü 😀\nnext");
  }
}
