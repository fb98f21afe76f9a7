#pragma warning disable CA1822 // its parts follow
using System.Net;
using Streaming.Formats.Rtsp;
using Streaming.Qos.Admission;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>A whole server without a socket, a thread or a clock of its own: the product's control plane and its senders, in virtual
/// time.</summary>
/// <remarks>One caller at a time, by rising times. Disposing it is a kill: nobody is told.</remarks>
internal sealed class VirtualServer : IDisposable
{
    public VirtualServer(VirtualServerOptions options, IServerWire wire, IServerWitness witness, Instant now)
    {
        _ = (options, wire, witness, now);
    }

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant Next => Instant.Never;

    /// <summary>Reservations that stand.</summary>
    public int Reservations => 0;

    /// <summary>Sessions that media is sent to.</summary>
    public int Playing => 0;

    /// <summary>Does everything that is due.</summary>
    public void Advance(Instant now)
    {
    }

    /// <summary>A client has connected.</summary>
    /// <param name="connection">Unique in the life of the server.</param>
    public void Connected(long connection, IPEndPoint client, Instant now)
    {
    }

    public void Accept(long connection, RtspRequest request, Instant now)
    {
    }

    /// <summary>The answer to a request of the server's.</summary>
    public void Accept(long connection, RtspResponse response, Instant now)
    {
    }

    /// <summary>A client has hung up, or its connection has broken.</summary>
    public void Disconnected(long connection, Instant now)
    {
    }

    /// <summary>A datagram has come to the port of reports.</summary>
    public void AcceptReport(IPEndPoint from, ReadOnlySpan<byte> compound, Instant now)
    {
    }

    /// <summary>The operator says that a link carries more or less from now on; false where the server knows no such link.</summary>
    public bool ChangeRate(string link, BitRate rate, Instant now) => false;

    /// <summary>What is promised of each link.</summary>
    public IReadOnlyList<LinkUsage> Usage() => [];

    public void Dispose()
    {
    }
}
