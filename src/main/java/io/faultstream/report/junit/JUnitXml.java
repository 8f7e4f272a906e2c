package io.faultstream.report.junit;

import io.faultstream.history.Environment;
import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.Verdict;
import io.faultstream.spec.ExperimentSpec;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: a test case for each claim, and one named {@code verdict} with the run's
 * reason. Only PASS is green: FAIL and REGRESSED are failures, INCONCLUSIVE is an error, never a
 * skipped test, which most CI systems take for success. The time of {@code verdict} is the length
 * of the run in seconds; a claim takes none. Pure functions.
 */
public final class JUnitXml {
  private static final String VERDICT = "verdict";

  private final XMLStreamWriter out;
  private final ExperimentSpec spec;

  private JUnitXml(XMLStreamWriter out, ExperimentSpec spec) {
    this.out = out;
    this.spec = spec;
  }

  /**
   * The whole file as text.
   *
   * @param run name of the run's folder
   * @param spec what was asked
   * @param environment where it was run; empty where that cannot be read
   * @param judgement the verdict
   */
  public static String of(
      String run, ExperimentSpec spec, Optional<Environment> environment, Judgement judgement) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
      new JUnitXml(out, spec).suite(properties(run, spec, environment), environment, judgement);
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a string cannot be written to", e);
    }
    return text + "\n";
  }

  private static Map<String, String> properties(
      String run, ExperimentSpec spec, Optional<Environment> environment) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("run", run);
    properties.put("seed", Long.toString(spec.seed()));
    properties.put("target", spec.target().kind().name().toLowerCase(Locale.ROOT));
    properties.put("model", spec.target().model());
    environment.ifPresent(
        e -> {
          properties.put("commit", e.commit());
          properties.put("product", e.profile().product() + " " + e.profile().version());
        });
    return properties;
  }

  private void suite(
      Map<String, String> properties, Optional<Environment> environment, Judgement judgement)
      throws XMLStreamException {
    open("testsuites");
    totals(judgement);
    open("testsuite");
    attribute("name", spec.simulation());
    totals(judgement);
    attribute("skipped", "0");
    String startedAt = environment.map(Environment::startedAt).orElse("");
    if (!startedAt.isEmpty()) {
      attribute("timestamp", startedAt);
    }
    open("properties");
    for (Map.Entry<String, String> property : properties.entrySet()) {
      out.writeCharacters("\n");
      out.writeEmptyElement("property");
      attribute("name", property.getKey());
      attribute("value", property.getValue());
    }
    close();
    testCase(VERDICT, seconds());
    told(judgement.verdict(), judgement.reason(), judgement.reason());
    close();
    for (ClaimResult claim : judgement.claims()) {
      testCase(claim.id(), "0");
      told(claim.verdict(), claim.evidence(), claim.text() + "\n" + claim.evidence());
      close();
    }
    close();
    close();
  }

  private void totals(Judgement judgement) throws XMLStreamException {
    attribute("tests", Integer.toString(judgement.claims().size() + 1));
    attribute("failures", Long.toString(count(judgement, "failure")));
    attribute("errors", Long.toString(count(judgement, "error")));
    attribute("time", seconds());
  }

  private static long count(Judgement judgement, String element) {
    long claims =
        judgement.claims().stream().filter(c -> element(c.verdict()).equals(element)).count();
    return claims + (element(judgement.verdict()).equals(element) ? 1 : 0);
  }

  /** What stands inside a test case of this verdict; of a PASS its evidence as output. */
  private static String element(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "system-out";
      case INCONCLUSIVE -> "error";
      case REGRESSED, FAIL -> "failure";
    };
  }

  private String seconds() {
    return String.format(Locale.ROOT, "%.3f", spec.lengthNanos() / 1e9);
  }

  private void testCase(String name, String seconds) throws XMLStreamException {
    open("testcase");
    attribute("classname", spec.simulation());
    attribute("name", name);
    attribute("time", seconds);
  }

  private void told(Verdict verdict, String message, String text) throws XMLStreamException {
    open(element(verdict));
    if (verdict != Verdict.PASS) {
      attribute("message", message.replace('\n', ' '));
      attribute("type", verdict.name());
    }
    out.writeCharacters(clean(text));
    out.writeEndElement();
  }

  private void open(String element) throws XMLStreamException {
    out.writeCharacters("\n");
    out.writeStartElement(element);
  }

  private void close() throws XMLStreamException {
    out.writeCharacters("\n");
    out.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    out.writeAttribute(name, clean(value));
  }

  /** Without what XML 1.0 cannot hold, not even escaped; evidence may quote a server's words. */
  private static String clean(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().filter(JUnitXml::allowed).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
