package dev.shadowland.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;

import dev.shadowland.actors.api.DenyReason;
import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.KickReason;
import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.api.Roles;
import dev.shadowland.actors.api.TokenBytes;
import dev.shadowland.actors.routing.AkkaSettings;
import dev.shadowland.actors.routing.MemberListener;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.backplane.SessionId;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.token.LoginToken;
import dev.shadowland.protocol.token.LoginTokenVerifier;
import dev.shadowland.transport.config.ClusterProfile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

class GatewayControlTest {
    private static final int NODE = 9;
    private static final long SESSION = SessionId.of(NODE, 1, 77);
    private static final byte[] KEY = Curves.newPrivateKey(new SecureRandom());
    private static final UUID CLUSTER = new UUID(1, 2);

    private final ActorTestKit kit =
            ActorTestKit.create(
                    new AkkaSettings(
                                    "127.0.0.1",
                                    0,
                                    List.of(Roles.GATEWAY),
                                    1,
                                    ClusterProfile.LOAD.acceptablePause(),
                                    1)
                            .config());
    private final ControlPlane plane = new ControlPlane(2, 8);
    private final List<PlayerCommand.Request> asked = new CopyOnWriteArrayList<>();
    private final Set<Integer> members = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void shouldCarryRequestsToThePlayerActorAndEventsToTheWorker() {
        plane.requests().offer(new WorkerRequest.Enter(SESSION, token(5)));
        ActorRef<GatewayEvent> control = spawn();
        await().until(() -> asked.size() == 1);
        PlayerCommand.Enter enter = (PlayerCommand.Enter) asked.getFirst();
        assertThat(enter.session()).isEqualTo(SESSION);
        enter.replyTo().tell(new GatewayEvent.Denied(SESSION, DenyReason.WORLD_BUSY));
        await().until(
                        () ->
                                new GatewayEvent.Denied(SESSION, DenyReason.WORLD_BUSY)
                                        .equals(plane.inbox(1).poll()));
        plane.requests().offer(new WorkerRequest.Rejoin(SESSION, 12));
        await().until(() -> asked.size() == 2);
        assertThat(((PlayerCommand.Rejoin) asked.getLast()).cell()).isEqualTo(12);
        control.tell(new GatewayEvent.Kick(SESSION, KickReason.REPLACED));
        await().until(
                        () ->
                                new GatewayEvent.Kick(SESSION, KickReason.REPLACED)
                                        .equals(plane.inbox(1).poll()));
        plane.requests().offer(new WorkerRequest.Rejoin(SESSION, 12));
        await().until(
                        () ->
                                new GatewayEvent.Kick(SESSION, KickReason.UNKNOWN_SESSION)
                                        .equals(plane.inbox(1).poll()));
        assertThat(asked).hasSize(2);
        assertThat(plane.inbox(0).poll()).isNull();
    }

    @Test
    void shouldTellTheEndOfASessionOnce() {
        spawn();
        plane.requests().offer(new WorkerRequest.Enter(SESSION, token(5)));
        plane.requests().offer(new WorkerRequest.SessionEnded(SESSION, 7, 8));
        plane.requests().offer(new WorkerRequest.SessionEnded(SESSION, 7, 8));
        await().until(() -> asked.contains(new PlayerCommand.SessionEnded(SESSION, 7, 8)));
        assertThat(asked).hasSize(2);
    }

    @Test
    void shouldKeepForgedTokensAwayFromThePlayerActors() {
        spawn();
        plane.requests()
                .offer(
                        new WorkerRequest.Enter(
                                SESSION, TokenBytes.of(new byte[LoginToken.LENGTH])));
        await().until(
                        () ->
                                new GatewayEvent.Denied(SESSION, DenyReason.TOKEN_INVALID)
                                        .equals(plane.inbox(1).poll()));
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldRefuseAndCountWhenTheQueueIsFull() {
        for (int i = 0; i < 8; i++) {
            assertThat(plane.requests().offer(new WorkerRequest.SessionEnded(i, 7, 8))).isTrue();
        }
        assertThat(plane.requests().offer(new WorkerRequest.SessionEnded(9, 7, 8))).isFalse();
        assertThat(plane.requests().refused()).isEqualTo(1);
    }

    @Test
    void shouldKnowItselfAsAMember() {
        spawn();
        await().until(() -> members.contains(NODE));
        assertThat(plane.routes()).isSameAs(RouteTable.EMPTY);
    }

    private ActorRef<GatewayEvent> spawn() {
        MemberListener listener =
                new MemberListener() {
                    @Override
                    public void onMember(MemberEndpoint endpoint) {
                        members.add(endpoint.node());
                    }

                    @Override
                    public void onMemberLeft(int node) {
                        members.remove(node);
                    }

                    @Override
                    public void onUnfit(String text) {}

                    @Override
                    public void onRoutes(RouteTable routes) {}
                };
        return kit.spawn(
                GatewayControl.create(
                        plane,
                        new MemberEndpoint(NODE, Roles.GATEWAY, "127.0.0.1", 0, 2, 0),
                        new GatewayControl.Services(
                                new LoginTokenVerifier(Curves.signingPublicKey(KEY), CLUSTER),
                                (_, request) -> asked.add(request),
                                listener,
                                () -> 1_000)));
    }

    private static TokenBytes token(long character) {
        return TokenBytes.of(
                new LoginToken(new UUID(3, 4), CLUSTER, 1, character, 0, 30_000).signed(KEY));
    }
}
