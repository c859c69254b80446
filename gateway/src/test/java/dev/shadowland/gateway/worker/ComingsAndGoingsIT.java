package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.api.DenyReason;
import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.KickReason;
import dev.shadowland.actors.api.Position;
import dev.shadowland.protocol.limits.AddressLimits;
import dev.shadowland.protocol.rekey.RekeySettings;
import dev.shadowland.protocol.weather.WeatherReport;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Clients come, move, fall silent, leave and are thrown out at every moment of a session's life;
 * when the last one is gone nothing of them is left, and as many get in as at the start.
 */
class ComingsAndGoingsIT {
    private static final int MOST = 10;
    private static final int MOST_COMING = 14;
    private static final SecuritySettings SECURITY =
            new SecuritySettings(
                    RekeySettings.DEFAULT,
                    new SecuritySettings.Addresses(
                            new AddressLimits.Bound(MOST, 10_000),
                            new AddressLimits.Bound(1, 1),
                            (_, _) -> false),
                    null,
                    null);

    private final List<TestClient> coming = new ArrayList<>();
    private final Set<Long> kicked = new HashSet<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldLeaveNothingBehind(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (WorkerRig rig = WorkerRig.guarded(SECURITY)) {
            for (int i = 0; i < 1_500; i++) {
                happen(rig, random);
                rig.runMs(random.nextInt(1, 40));
            }
            assertThat(rig.count(WorkerCount.ESTABLISHED)).isGreaterThan(20);
            assertThat(rig.count(WorkerCount.ENTERED)).isGreaterThan(10);
            assertThat(rig.drops(DropReason.ADDRESS_LIMITED)).isPositive();
            coming.forEach(client -> client.isSilent = true);
            rig.control.isFull = false;
            rig.until(() -> rig.worker.sessionCount() == 0 && rig.worker.halfOpenCount() == 0);
            rig.runMs(500);
            assertNothingIsLeft(rig);
            assertRoomForAll(rig);
        }
    }

    private void happen(WorkerRig rig, SplittableRandom random) {
        switch (random.nextInt(12)) {
            case 0, 1 -> come(rig, random);
            case 2, 3, 4 -> any(coming, random, client -> enter(rig, client));
            case 5, 6 -> any(rig.control.entering, random, it -> answer(rig, it, random));
            case 7 -> any(coming, random, TestClient::rebind);
            case 8 -> any(coming, random, client -> leave(rig, client, random));
            case 9 -> rig.worker.forceRekeys();
            case 10 -> rig.control.isFull = random.nextInt(3) == 0;
            default -> any(rig.control.entering, random, session -> kick(rig, session, random));
        }
    }

    private static <T> void any(List<T> of, SplittableRandom random, Consumer<T> what) {
        if (!of.isEmpty()) {
            what.accept(of.get(random.nextInt(of.size())));
        }
    }

    private void come(WorkerRig rig, SplittableRandom random) {
        boolean isStormy = random.nextBoolean();
        if (coming.size() < MOST_COMING) {
            WeatherReport weather = isStormy ? WeatherReport.STORM : WeatherReport.CLEAR;
            coming.add(rig.client(weather, random.nextLong()));
        }
    }

    private static void enter(WorkerRig rig, TestClient client) {
        if (client.isEstablished()) {
            client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(1));
        }
    }

    /** Falls silent at whatever it is about, or says that it goes. */
    private void leave(WorkerRig rig, TestClient client, SplittableRandom random) {
        if (random.nextBoolean() && client.isEstablished()) {
            client.sendFrame(rig.nowNs(), FrameType.DISCONNECT, new byte[1]);
            rig.runMs(random.nextInt(3));
        }
        client.isSilent = true;
        coming.remove(client);
    }

    private void answer(WorkerRig rig, long session, SplittableRandom random) {
        if (rig.control.ended.contains(session) || kicked.contains(session)) {
            return;
        }
        rig.control.events.add(
                switch (random.nextInt(5)) {
                    case 0 -> new GatewayEvent.Denied(session, DenyReason.REPLACED);
                    case 1 ->
                            WorkerRig.entered(
                                    session, WorkerRig.OWNER, new Position(99, 1, 2, 3, 0));
                    default -> WorkerRig.entered(session, WorkerRig.OWNER);
                });
    }

    private void kick(WorkerRig rig, long session, SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            kicked.add(session);
            rig.control.events.add(new GatewayEvent.Kick(session, KickReason.REPLACED));
        }
    }

    private void assertNothingIsLeft(WorkerRig rig) {
        assertThat(rig.worker.heldBytes()).isZero();
        assertThat(rig.worker.counters().inWorld()).isZero();
        assertThat(rig.control.ended).containsAll(untold(rig));
    }

    /** Who was entered and not kicked: the control plane is owed its end. */
    private Set<Long> untold(WorkerRig rig) {
        Set<Long> owed = new HashSet<>(rig.control.entering);
        owed.removeAll(kicked);
        return owed;
    }

    private void assertRoomForAll(WorkerRig rig) {
        for (int i = 0; i < MOST; i++) {
            rig.establishedClient();
        }
        TestClient tooMany = rig.client();
        rig.runMs(2_000);
        assertThat(tooMany.isEstablished()).isFalse();
        assertThat(rig.worker.sessionCount()).isEqualTo(MOST);
    }
}
