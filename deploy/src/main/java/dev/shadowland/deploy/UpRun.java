package dev.shadowland.deploy;

import dev.shadowland.deploy.plan.ClusterPlan;
import dev.shadowland.deploy.plan.LoopbackPorts;
import dev.shadowland.deploy.plan.NodePlan;
import dev.shadowland.deploy.plan.ProcessKind;
import dev.shadowland.deploy.plan.ProcessPlan;
import dev.shadowland.deploy.plan.UpOptions;
import dev.shadowland.deploy.screen.Display;
import dev.shadowland.deploy.screen.Ink;
import dev.shadowland.deploy.supervise.NodeCommand;
import dev.shadowland.deploy.supervise.OsProcessStarter;
import dev.shadowland.deploy.supervise.Supervisor;
import dev.shadowland.deploy.supervise.SupervisorListener;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One run of {@code up}, from the first check to the last line. Runs on one thread. */
final class UpRun {
    private static final int LOG_LINES_SHOWN = 25;

    private final UpOptions options;
    private final NodeCommand command;
    private final Display display;
    private final StopRequest stop;
    private final List<Role> roles;
    private final List<String> problems = new ArrayList<>();
    private Optional<Path> delivered = Optional.empty();

    UpRun(
            UpOptions options,
            NodeCommand command,
            Display display,
            StopRequest stop,
            List<Role> roles) {
        this.options = options;
        this.command = command;
        this.display = display;
        this.stop = stop;
        this.roles = List.copyOf(roles);
    }

    /** Runs the cluster until it ends. The exit status: 0 only when nothing went wrong. */
    int run() throws Exception {
        Optional<String> taken = takenPort();
        if (taken.isPresent()) {
            display.print("shadowland up: " + taken.get());
            return 1;
        }
        RunFiles files = RunFiles.create();
        Optional<RunReport> report = Optional.empty();
        boolean isOver = false;
        try {
            ClusterPlan plan = prepare(files);
            supervise(plan);
            report = RunReport.read(files.layout().report());
            judge(report);
            if (report.isPresent()) {
                deliver(files.layout().report());
            }
            isOver = true;
        } finally {
            files.delete(!isOver || !problems.isEmpty());
        }
        return summarize(files, report);
    }

    private Optional<String> takenPort() {
        for (int i = 1; i <= options.gateways(); i++) {
            int port = options.gatewayPort(i);
            if (!LoopbackPorts.isUdpFree(port)) {
                return Optional.of(
                        "UDP port %d, for gateway-%d, is taken; choose another with --port"
                                .formatted(port, i));
            }
        }
        return Optional.empty();
    }

    private Set<Integer> gatewayPorts() {
        return IntStream.rangeClosed(1, options.gateways())
                .mapToObj(options::gatewayPort)
                .collect(Collectors.toSet());
    }

    private ClusterPlan prepare(RunFiles files) throws Exception {
        ClusterPlan plan =
                ClusterPlan.of(
                        options,
                        files.layout(),
                        UUID.randomUUID(),
                        new LoopbackPorts(new SecureRandom(), gatewayPorts()));
        DevelopmentIdentity.write(files.layout().identityDirectory(), System.currentTimeMillis());
        Ink ink = display.ink();
        display.print(
                ink.yellow(
                        "DEVELOPMENT SECRETS: made new keys and login tokens for this run, readable"
                                + " on this machine."));
        display.print(ink.yellow("They vouch for nobody. Never use such an identity in public."));
        files.writeConfigs(plan);
        initialise(plan);
        return plan;
    }

    /** Prepares the store, and lets one shard form the cluster. */
    private void initialise(ClusterPlan plan) throws Exception {
        NodePlan first = plan.nodes(ProcessKind.SHARD).getFirst();
        role(Roles.INIT).main().run(List.of(first.config()));
    }

    private Role role(String verb) {
        return roles.stream().filter(role -> role.verb().equals(verb)).findFirst().orElseThrow();
    }

    private void supervise(ClusterPlan plan) throws InterruptedException, IOException {
        Supervisor supervisor =
                new Supervisor(plan, new OsProcessStarter(command), new Announcements(plan));
        try (LiveRun live = new LiveRun(plan, supervisor, display, stop)) {
            live.run();
            problems.addAll(live.problems());
        }
    }

    private void judge(Optional<RunReport> report) {
        if (report.isPresent()) {
            report.get().problems().stream()
                    .filter(problem -> !problems.contains(problem))
                    .forEach(problems::add);
        } else if (problems.isEmpty()) {
            problems.add("the swarm left no report");
        }
    }

    /**
     * Only now, so that nobody takes what another run left there for this one's. Written into the
     * file that may be there, which may be a device.
     */
    private void deliver(Path report) {
        if (options.report().isEmpty()) {
            return;
        }
        Path wanted = options.report().get();
        try {
            Files.write(wanted, Files.readAllBytes(report));
            delivered = Optional.of(wanted);
        } catch (IOException e) {
            problems.add("cannot write the report: " + Shadowland.reason(e));
        }
    }

    private int summarize(RunFiles files, Optional<RunReport> report) {
        report.ifPresent(figures -> figures.summary().forEach(line -> display.print("  " + line)));
        delivered.ifPresent(file -> display.print("  report      " + file));
        Ink ink = display.ink();
        if (problems.isEmpty()) {
            display.print(ink.green("All well: everything stopped, nothing left behind."));
            return 0;
        }
        display.print(ink.red("WRONG: " + String.join("; ", problems)));
        display.print("Logs: " + files.layout().logDirectory());
        return 1;
    }

    private final class Announcements implements SupervisorListener {
        private final ClusterPlan plan;

        Announcements(ClusterPlan plan) {
            this.plan = plan;
        }

        @Override
        public void onEvent(String line) {
            display.announce(line);
        }

        @Override
        public void onClusterLost() {
            try {
                initialise(plan);
            } catch (Exception e) {
                problems.add("the cluster cannot be formed anew: " + e.getMessage());
                stop.request();
            }
        }

        @Override
        public void onStartFailed(ProcessPlan plan) {
            display.print("The last lines of %s:".formatted(plan.name()));
            RunFiles.tail(plan.log(), LOG_LINES_SHOWN)
                    .forEach(line -> display.print("  | " + line));
        }
    }
}
