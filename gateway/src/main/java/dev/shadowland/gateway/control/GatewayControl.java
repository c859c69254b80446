package dev.shadowland.gateway.control;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;

import dev.shadowland.actors.api.DenyReason;
import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.KickReason;
import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.api.PlayerDirectory;
import dev.shadowland.actors.api.ReceptionistKeys;
import dev.shadowland.actors.player.PlayerTokens;
import dev.shadowland.actors.routing.MemberListener;
import dev.shadowland.actors.routing.RouteListener;
import dev.shadowland.protocol.backplane.SessionId;
import dev.shadowland.protocol.token.LoginTokenVerifier;
import dev.shadowland.protocol.token.LoginTokenVerifier.Verdict;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bridge between gateway workers and the cluster. Checks tokens before anything of theirs reaches
 * another node, so that a forger wakes no player actor; knows which character each session plays.
 */
public final class GatewayControl {
    private final ControlPlane plane;
    private final int node;
    private final Services services;
    private final ActorRef<GatewayEvent> self;
    private final Map<Long, Long> characters = new HashMap<>();

    /**
     * What the bridge needs.
     *
     * @param tokens judge of login tokens
     * @param players way to the player actors
     * @param members the data plane's view of membership; called on an actor's thread
     * @param nowMs the node's clock, ms since 1970
     */
    public record Services(
            LoginTokenVerifier tokens,
            PlayerDirectory players,
            MemberListener members,
            LongSupplier nowMs) {}

    private record WakeUp() {}

    private GatewayControl(
            ActorRef<GatewayEvent> self, ControlPlane plane, int node, Services services) {
        this.self = self;
        this.plane = plane;
        this.node = node;
        this.services = services;
    }

    /** The bridge of the gateway with this endpoint. */
    public static Behavior<GatewayEvent> create(
            ControlPlane plane, MemberEndpoint endpoint, Services services) {
        // Object inside for the wake-up; GatewayEvent is all that others may send.
        return Behaviors.setup(
                        (ActorContext<Object> context) -> {
                            ActorRef<GatewayEvent> self = context.getSelf().narrow();
                            GatewayControl control =
                                    new GatewayControl(self, plane, endpoint.node(), services);
                            context.spawn(
                                    RouteListener.create(
                                            endpoint, plane.listening(services.members())),
                                    "route-listener");
                            context.getSystem()
                                    .receptionist()
                                    .tell(
                                            Receptionist.register(
                                                    ReceptionistKeys.gateway(endpoint.node()),
                                                    self));
                            ActorRef<Object> woken = context.getSelf();
                            plane.requests().onWakeUp(() -> woken.tell(new WakeUp()));
                            return Behaviors.receive(Object.class)
                                    .onMessage(WakeUp.class, _ -> control.onWakeUp())
                                    .onMessage(GatewayEvent.class, control::onEvent)
                                    .build();
                        })
                .narrow();
    }

    private Behavior<Object> onWakeUp() {
        plane.requests().drain(this::onRequest);
        return Behaviors.same();
    }

    private void onRequest(WorkerRequest request) {
        switch (request) {
            case WorkerRequest.Enter enter -> onEnter(enter);
            case WorkerRequest.SessionEnded ended -> onEnded(ended);
            case WorkerRequest.Rejoin rejoin -> {
                Long character = characters.get(rejoin.session());
                if (character == null) {
                    deliver(new GatewayEvent.Kick(rejoin.session(), KickReason.UNKNOWN_SESSION));
                } else {
                    services.players()
                            .tell(
                                    character,
                                    new PlayerCommand.Rejoin(
                                            rejoin.session(), node, rejoin.cell(), self));
                }
            }
        }
    }

    private void onEnded(WorkerRequest.SessionEnded ended) {
        Long character = characters.remove(ended.session());
        if (character != null) {
            services.players()
                    .tell(
                            character,
                            new PlayerCommand.SessionEnded(
                                    ended.session(), ended.cell(), ended.generation()));
        }
    }

    private void onEnter(WorkerRequest.Enter enter) {
        switch (services.tokens().verify(enter.token().toBytes(), services.nowMs().getAsLong())) {
            case Verdict.Refused refused when !characters.containsKey(enter.session()) ->
                    deny(enter.session(), PlayerTokens.reason(refused.reason()));
            case Verdict.Refused _ -> ask(enter, characters.getOrDefault(enter.session(), 0L));
            case Verdict.Valid valid -> {
                long character = valid.token().character();
                Long playing = characters.putIfAbsent(enter.session(), character);
                if (playing != null && playing != character) {
                    deny(enter.session(), DenyReason.WRONG_CHARACTER);
                } else {
                    ask(enter, character);
                }
            }
        }
    }

    /** Also a token that has expired meanwhile: the session that used it in time may repeat it. */
    private void ask(WorkerRequest.Enter enter, long character) {
        services.players()
                .tell(
                        character,
                        new PlayerCommand.Enter(enter.token(), enter.session(), node, self));
    }

    private void deny(long session, DenyReason reason) {
        deliver(new GatewayEvent.Denied(session, reason));
    }

    private Behavior<Object> onEvent(GatewayEvent event) {
        if (event instanceof GatewayEvent.Kick) {
            characters.remove(event.session());
        }
        deliver(event);
        return Behaviors.same();
    }

    private void deliver(GatewayEvent event) {
        int worker = SessionId.worker(event.session());
        if (SessionId.gatewayNode(event.session()) == node && worker < plane.workers()) {
            plane.inbox(worker).offer(event);
        }
    }
}
