package io.godwit.service.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;

/**
 * The classes of one service, without its tests.
 *
 * @param root the package that all of its packages are in
 * @param fewestOfCores the rules are to match more classes of the cores than this
 * @param fewestOfShells and more classes of the shells than this
 */
public record ServiceClasses(
    String root, JavaClasses classes, int fewestOfCores, int fewestOfShells) {
  private static final String SHELLS = "..adapter..";

  public static ServiceClasses of(String root, int fewestOfCores, int fewestOfShells) {
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(root);
    return new ServiceClasses(root, classes, fewestOfCores, fewestOfShells);
  }

  /** All but the adapters and the composition in the root package. */
  DescribedPredicate<JavaClass> cores() {
    return resideInAPackage(root + "..")
        .and(not(resideInAPackage(SHELLS)))
        .and(not(resideInAPackage(root)))
        .as("the cores");
  }

  DescribedPredicate<JavaClass> shells() {
    return resideInAPackage(SHELLS);
  }

  /** The packages of the adapters, one per feature. */
  List<String> adapters() {
    return classes.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.endsWith(".adapter"))
        .distinct()
        .sorted()
        .toList();
  }
}
