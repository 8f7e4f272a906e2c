package io.faultstream.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The limits that keep the code readable, as compiler-like messages. */
final class TidyTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final Path TEST = Path.of("src/test/java");
  private static final int LINE = 100;
  private static final int METHOD = 60;
  private static final int FILE = 400;
  private static final int PARAMETERS = 4;
  private static final int SIMULATION = 60;
  private static final int TYPES = 17;

  /** Time and chance have one home, and the cluster, which knows nothing of ours, its own. */
  private static final Pattern BANNED =
      Pattern.compile(
          "System\\.nanoTime|currentTimeMillis|Thread\\.sleep|Math\\.random|new Random\\(\\)"
              + "|Instant\\.now\\(|LockSupport\\.park|TO"
              + "DO|FIX"
              + "ME");

  private static final Set<String> HOMES =
      Set.of("io/faultstream/time/", "io/faultstream/cluster/time/");

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>(sources(MAIN));
    all.addAll(sources(TEST));
    assertThat(all).hasSizeGreaterThan(150);
    return all;
  }

  @Test
  void filesAndLinesAreShort() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : all()) {
      List<String> lines = Files.readAllLines(file);
      int limit = file.getFileName().toString().endsWith("Sim.java") ? SIMULATION : FILE;
      if (lines.size() > limit) {
        found.add(file + ": " + lines.size() + " lines, limit " + limit);
      }
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).length() > LINE && !lines.get(i).startsWith("import ")) {
          found.add(
              file + ":" + (i + 1) + ": " + lines.get(i).length() + " columns, limit " + LINE);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void timeAndChanceComeFromTheirHome() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources(MAIN)) {
      String name = MAIN.relativize(file).toString();
      if (HOMES.stream().noneMatch(name::startsWith)) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          if (BANNED.matcher(lines.get(i)).find()) {
            found.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void packagesAreSmallAndWellNamed() throws IOException {
    List<String> found = new ArrayList<>();
    sources(MAIN).stream()
        .filter(file -> !file.endsWith("package-info.java"))
        .collect(Collectors.groupingBy(file -> String.valueOf(file.getParent())))
        .forEach(
            (folder, files) -> {
              if (files.size() > TYPES) {
                found.add(folder + ": " + files.size() + " types, limit " + TYPES);
              }
              if (folder.matches(".*/(util|utils|common|helper|helpers|manager)(/.*)?")) {
                found.add(folder + ": a name that says nothing");
              }
              if (!Files.exists(Path.of(folder, "package-info.java"))) {
                found.add(folder + ": no package-info.java");
              }
            });
    assertThat(found).isEmpty();
  }

  @Test
  void methodsAreShortAndHaveFewParameters() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> found = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(all()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      int methods = 0;
      for (CompilationUnitTree unit : task.parse()) {
        Methods scan = new Methods(unit, positions, found);
        scan.scan(unit, null);
        methods += scan.count;
      }
      assertThat(methods).isGreaterThan(600);
    }
    assertThat(found).isEmpty();
  }

  private static final class Methods extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found;
    private boolean inRecord;
    private int count;

    Methods(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      boolean outer = inRecord;
      inRecord = type.getKind() == Tree.Kind.RECORD;
      super.visitClass(type, null);
      inRecord = outer;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      count++;
      long first = line(positions.getStartPosition(unit, method));
      long lines = line(positions.getEndPosition(unit, method)) - first + 1;
      String at = unit.getSourceFile().getName() + ":" + first + ": " + method.getName();
      if (lines > METHOD) {
        found.add(at + " has " + lines + " lines, limit " + METHOD);
      }
      boolean constructorOfRecord = inRecord && method.getReturnType() == null;
      boolean test = unit.getSourceFile().getName().contains("src/test/");
      if (method.getParameters().size() > PARAMETERS && !constructorOfRecord && !test) {
        found.add(
            at + " has " + method.getParameters().size() + " parameters, limit " + PARAMETERS);
      }
      return super.visitMethod(method, null);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
