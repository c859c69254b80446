package dev.shadowland.deploy;

import dev.shadowland.benchmarks.BenchCommand;
import dev.shadowland.gateway.GatewayStartException;
import dev.shadowland.shard.NodeStartException;
import dev.shadowland.transport.config.ConfigInvalidException;
import dev.shadowland.transport.config.KeyFileException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;

/** Entry point of every Shadowland process. */
@Command(
        name = "shadowland",
        description = "One seamless world on many nodes.",
        subcommands = {
            UpCommand.class,
            BenchCommand.class,
            IntegrityTableCommand.class,
            IdentityCommand.class
        })
public final class Shadowland {
    /** Exit status when the command line or a configuration is wrong. */
    static final int USAGE = 2;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this and exit")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    private Shadowland() {}

    public static void main(String[] args) {
        // Figures look the same on every machine.
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine(Roles.all()).execute(args));
    }

    static CommandLine commandLine(List<Role> roles) {
        CommandLine line = new CommandLine(new Shadowland());
        roles.forEach(role -> line.addSubcommand(role.verb(), RoleCommand.commandLine(role)));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Shadowland::onBadCommandLine);
        line.setExecutionExceptionHandler(Shadowland::onFailure);
        return line;
    }

    private static int onBadCommandLine(ParameterException problem, String[] args) {
        CommandLine line = problem.getCommandLine();
        line.getErr().printf("shadowland: %s; see ./shadowland --help%n", firstLine(problem));
        return USAGE;
    }

    private static int onFailure(
            Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        PrintWriter err = line.getErr();
        err.printf("shadowland %s: %s%n", line.getCommandName(), wholeMessage(failure));
        return status(failure);
    }

    /** Exit status of a process that cannot start or go on. */
    static int status(Throwable failure) {
        return isOfConfiguration(failure) ? USAGE : 1;
    }

    /** What is wrong, for a person. */
    static String reason(Throwable failure) {
        return isOfConfiguration(failure) ? wholeMessage(failure) : failure.toString();
    }

    /** Starting again does not help: somebody has to mend settings or the files they name. */
    private static boolean isOfConfiguration(Throwable failure) {
        return failure instanceof ConfigInvalidException
                || failure instanceof KeyFileException
                || failure instanceof GatewayStartException
                || failure instanceof NodeStartException;
    }

    /** All lines: a wrong configuration lists every violation. */
    private static String wholeMessage(Throwable problem) {
        String text = problem.getMessage();
        if (text == null) {
            return problem.toString();
        }
        return switch (problem) {
            // Their message is the file's name and nothing else.
            case NoSuchFileException _ -> text + ": no such file or folder";
            case FileAlreadyExistsException _ -> text + ": exists already";
            case AccessDeniedException _ -> text + ": access denied";
            case NotDirectoryException _ -> text + ": no folder";
            default -> text;
        };
    }

    private static String firstLine(Throwable problem) {
        String text = wholeMessage(problem);
        return text.lines().findFirst().orElse(text);
    }
}
