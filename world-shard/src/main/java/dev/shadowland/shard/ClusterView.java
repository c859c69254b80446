package dev.shadowland.shard;

import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.actors.api.Roles;
import dev.shadowland.actors.routing.MemberListener;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.shard.link.ShardPeers;
import dev.shadowland.transport.link.AeronLinks;
import dev.shadowland.transport.link.NodeEndpoint;
import dev.shadowland.transport.link.NodeRole;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The cluster as the data plane sees it: routes and other shards as immutable values that are
 * swapped whole. Written by the route listener's thread, read by any.
 */
final class ClusterView implements MemberListener, ShardPeers {
    private final AeronLinks links;
    private final int self;
    private final Consumer<String> onUnfit;
    private volatile RouteTable routes = RouteTable.EMPTY;
    private volatile int[] shards = new int[0];

    /**
     * A view of a cluster without members.
     *
     * @param onUnfit told why this node must end
     */
    ClusterView(AeronLinks links, int self, Consumer<String> onUnfit) {
        this.links = links;
        this.self = self;
        this.onUnfit = onUnfit;
    }

    RouteTable routes() {
        return routes;
    }

    @Override
    public int[] nodes() {
        return shards;
    }

    @Override
    public void onMember(MemberEndpoint member) {
        boolean isShard = member.role().equals(Roles.SHARD);
        NodeRole role = isShard ? NodeRole.SHARD : NodeRole.GATEWAY;
        links.onMember(
                new NodeEndpoint(
                        member.node(),
                        role,
                        member.host(),
                        member.backplanePort(),
                        member.lanes()));
        if (isShard && member.node() != self) {
            forget(member.node());
            int[] more = Arrays.copyOf(shards, shards.length + 1);
            more[shards.length] = member.node();
            shards = more;
        }
    }

    @Override
    public void onMemberLeft(int node) {
        links.onMemberLeft(node);
        forget(node);
    }

    @Override
    public void onUnfit(String text) {
        onUnfit.accept(text);
    }

    @Override
    public void onRoutes(RouteTable table) {
        routes = table;
    }

    private void forget(int node) {
        shards = Arrays.stream(shards).filter(shard -> shard != node).toArray();
    }
}
