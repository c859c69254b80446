package dev.shadowland.transport.datagram;

/** Kernel socket buffers in bytes. Linux caps them at net.core.rmem_max and net.core.wmem_max. */
public record SocketBuffers(int receiveBytes, int sendBytes) {
    /** True when either is smaller than {@code wanted}: worth a line in the log at start. */
    public boolean isBelow(SocketBuffers wanted) {
        return receiveBytes < wanted.receiveBytes || sendBytes < wanted.sendBytes;
    }
}
