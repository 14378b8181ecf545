import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates PDF files. Usage: VeraPdf FLAVOUR[,FLAVOUR...]|auto FILE...
 *
 * <p>A flavour is a veraPDF identifier such as 2a or ua1; auto takes those a file claims. Prints a
 * line per file and flavour (file, flavour, PASS or FAIL, checks made, rules failed) and below it
 * each rule that failed; NO_CLAIM for a file that claims nothing, ERROR for one that cannot be read.
 * Exits with 0 if all pass, 1 if something fails, 2 if something cannot be judged.
 */
public class VeraPdf {
    private static final int SHOWN_PER_RULE = 3;

    private boolean failed;
    private boolean broken;

    public static void main(String[] arguments) {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        VeraPdf judge = new VeraPdf();
        for (int i = 1; i < arguments.length; i++) {
            try {
                judge.judge(arguments[i], arguments[0]);
            } catch (Exception | StackOverflowError e) {
                judge.broken = true;
                report(arguments[i], arguments[0], "ERROR", e.toString());
            }
        }
        System.exit(judge.broken ? 2 : judge.failed ? 1 : 0);
    }

    private void judge(String file, String wanted) throws Exception {
        List<PDFAFlavour> flavours = wanted.equals("auto") ? claims(file) : named(wanted);
        if (flavours.isEmpty()) {
            failed = true;
            report(file, "-", "NO_CLAIM");
        }
        for (PDFAFlavour flavour : flavours) {
            ValidationResult result = validate(file, flavour);
            failed |= !result.isCompliant();
            report(
                    file,
                    flavour.getId(),
                    result.isCompliant() ? "PASS" : "FAIL",
                    result.getTotalAssertions() + " checks",
                    result.getFailedChecks().size() + " rules failed");
            failures(result).values().forEach(System.out::println);
        }
    }

    private static List<PDFAFlavour> claims(String file) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file))) {
            return new ArrayList<>(parser.getFlavours());
        }
    }

    private static List<PDFAFlavour> named(String identifiers) {
        List<PDFAFlavour> flavours = new ArrayList<>();
        for (String identifier : identifiers.split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(identifier);
            if (flavour == PDFAFlavour.NO_FLAVOUR) {
                throw new IllegalArgumentException("unknown flavour " + identifier);
            }
            flavours.add(flavour);
        }
        return flavours;
    }

    private static ValidationResult validate(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance()
                                .createValidator(flavour, SHOWN_PER_RULE, false, true, false)) {
            return validator.validate(parser);
        }
    }

    /** The first failure of each rule, by clause and test number. */
    private static Map<String, String> failures(ValidationResult result) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (TestAssertion test : result.getTestAssertions()) {
            if (test.getStatus() != TestAssertion.Status.FAILED) {
                continue;
            }
            String rule = test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber();
            lines.putIfAbsent(
                    rule,
                    String.format(
                            "    %s x%s: %s | %s @ %s",
                            rule,
                            result.getFailedChecks().get(test.getRuleId()),
                            test.getMessage().replaceAll("\\s+", " "),
                            test.getErrorMessage(),
                            test.getLocation().getContext()));
        }
        return lines;
    }

    private static void report(String... cells) {
        System.out.println(String.join("\t", cells));
    }
}
