package dev.shadowland.actors.player;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;

import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.ReceptionistKeys;
import dev.shadowland.protocol.backplane.SessionId;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Finds gateways by the node id in their sessions. Any thread. */
public final class ReceptionistGateways implements GatewayDirectory {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final ActorSystem<?> system;

    /** Asks this system's receptionist. */
    public ReceptionistGateways(ActorSystem<?> system) {
        this.system = system;
    }

    @Override
    public void tell(GatewayEvent event) {
        ServiceKey<GatewayEvent> key =
                ReceptionistKeys.gateway(SessionId.gatewayNode(event.session()));
        CompletionStage<Receptionist.Listing> listing =
                AskPattern.ask(
                        system.receptionist(),
                        replyTo -> Receptionist.find(key, replyTo),
                        LIMIT,
                        system.scheduler());
        listing.thenAccept(
                found -> found.getServiceInstances(key).forEach(gateway -> gateway.tell(event)));
    }
}
