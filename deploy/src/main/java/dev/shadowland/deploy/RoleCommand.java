package dev.shadowland.deploy;

import dev.shadowland.transport.agent.SupervisedExit;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code <role> --config FILE}: runs one role in this process. */
@Command
final class RoleCommand implements Callable<Integer> {
    private final Role role;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "the node's configuration (HOCON)")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private List<Path> configs;

    private RoleCommand(Role role) {
        this.role = role;
    }

    static CommandLine commandLine(Role role) {
        CommandLine line = new CommandLine(new RoleCommand(role));
        line.getCommandSpec().name(role.verb()).usageMessage().description(role.summary());
        return line;
    }

    @Override
    public Integer call() throws Exception {
        if (configs.size() > 1 && !role.verb().equals(Roles.SINGLE)) {
            throw new ParameterException(
                    spec.commandLine(),
                    role.verb() + " takes one --config; ./shadowland single takes several");
        }
        for (Path config : configs) {
            if (!Files.isReadable(config)) {
                throw new ParameterException(
                        spec.commandLine(), "cannot read the configuration file " + config);
            }
        }
        SupervisedExit.watch(() -> System.exit(1));
        return role.main().run(List.copyOf(configs));
    }
}
