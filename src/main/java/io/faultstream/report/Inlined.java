package io.faultstream.report;

import io.faultstream.history.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What the page carries inside it, so that it needs no network: style, charts and their data. */
final class Inlined {
  /** The chart library's WebJar; its version is asked of the jar. */
  private static final String CHARTS = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private Inlined() {}

  /** The chart library's script, without the address in its first line. */
  static String chartScript() {
    String script = read(chartFile("uPlot.iife.min.js"));
    int end = script.indexOf("*/") + 2;
    String notice = "/* uPlot " + chartVersion() + ", Leon Sorokin, MIT licence */\n";
    return notice + script.substring(end).strip();
  }

  /** The chart library's style sheet. */
  static String chartStyle() {
    return read(chartFile("uPlot.min.css"));
  }

  /** A file of ours that lies beside the templates. */
  static String own(String name) {
    return read("report/" + name);
  }

  /** A value as JSON that may stand inside a script element, whatever texts it holds. */
  static String json(Object value) {
    return Json.line(value)
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static String chartFile(String name) {
    return "META-INF/resources/webjars/uplot/" + chartVersion() + "/dist/" + name;
  }

  private static String chartVersion() {
    Properties properties = new Properties();
    try (InputStream in = open(CHARTS)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(CHARTS + " cannot be read", e);
    }
    return properties.getProperty("version");
  }

  private static String read(String resource) {
    try (InputStream in = open(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = Inlined.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new IOException(resource + " is not on the classpath");
    }
    return in;
  }
}
