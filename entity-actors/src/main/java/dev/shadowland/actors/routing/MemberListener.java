package dev.shadowland.actors.routing;

import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.protocol.backplane.RouteTable;

/**
 * What a node's data plane hears of the cluster. Called on the route listener's thread; must not
 * block.
 */
public interface MemberListener {
    /**
     * A node's data plane can be reached there. Told once per life of a node, the own node
     * included.
     */
    void onMember(MemberEndpoint endpoint);

    /** The node is out of the cluster: down, left, or replaced by a new life with the same id. */
    void onMemberLeft(int node);

    /**
     * A node that is a member for longer has this node's id, or another world; no other listens to
     * this one's data plane: it must end. Told once for each reason.
     *
     * @param text what happened and what to do, for a person
     */
    void onUnfit(String text);

    /** The route table as of now; immutable. */
    void onRoutes(RouteTable routes);
}
