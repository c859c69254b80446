package dev.shadowland.actors.api;

import akka.actor.typed.receptionist.ServiceKey;

/** Names under which nodes find each other's actors. */
public final class ReceptionistKeys {
    /** Route listeners, one per node. */
    public static final ServiceKey<RouteMessage> ROUTES =
            ServiceKey.create(RouteMessage.class, "routes");

    private ReceptionistKeys() {}

    /** The control actor of one gateway. */
    public static ServiceKey<GatewayEvent> gateway(int node) {
        return ServiceKey.create(GatewayEvent.class, "gateway-" + node);
    }
}
