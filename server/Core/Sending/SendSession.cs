using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>All streams of one client's session, sent on one schedule: says when the next packet leaves, and writes what is due.</summary>
/// <remarks>
/// Ownership: while it does not run, a session belongs to control, which may <see cref="Prepare"/> it, add and remove streams. From the
/// moment it is handed to a sender until that sender gives it back, only <see cref="Position"/> and <see cref="AcceptRtcp"/> may be
/// called by others. Time stamps are tied to the server's schedule, not to the position in the film: they and the sequence numbers go on
/// over pauses and seeks, and sender reports map them to wall-clock time by one constant for the life of the session.
/// </remarks>
public sealed class SendSession
{
    private readonly List<SendStream> _streams = [];

    /// <param name="created">The instant that each stream's <see cref="StreamIdentity.Epoch"/> stands for.</param>
    /// <param name="createdNtp">The same instant as time of day.</param>
    /// <param name="cname">Canonical name of the sender in RTCP, the same for all streams. RFC 3550 §6.5.1.</param>
    /// <param name="seed">Spreads the sender reports of many sessions apart.</param>
    public SendSession(Instant created, NtpTime createdNtp, string cname, ulong seed = 0)
    {
        Created = created;
        CreatedNtp = createdNtp;
        Cname = cname;
        _ = seed;
    }

    public Instant Created { get; }

    public NtpTime CreatedNtp { get; }

    public string Cname { get; }

    public IReadOnlyList<SendStream> Streams => _streams;

    /// <summary>When <see cref="Emit"/> has something to do next; <see cref="Instant.Never"/> when it has nothing left.</summary>
    public Instant Next { get; private set; } = Instant.Never;

    /// <summary>Everything up to the end of the range was sent, the BYE included.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>When RTCP last came from the client; null if never.</summary>
    public Instant? LastHeard { get; private set; }

    /// <summary>Adds a stream; it takes part from the next <see cref="Prepare"/> on.</summary>
    /// <param name="maxPacket">Largest RTP packet, header included, in bytes.</param>
    public SendStream Add(TrackIndex track, IByteSource film, byte payloadType, StreamIdentity identity, int maxPacket, StreamTransport transport) =>
        throw new NotImplementedException();

    /// <summary>As the other, with a packetizer of the caller's.</summary>
    public SendStream Add(
        TrackIndex track, IByteSource film, byte payloadType, StreamIdentity identity, IPacketizer packetizer, StreamTransport transport)
    {
        SendStream stream = new(track, film, payloadType, identity, packetizer, transport);
        _streams.Add(stream);
        return stream;
    }

    public void Remove(SendStream stream) => _streams.Remove(stream);

    /// <summary>Gets ready to play.</summary>
    /// <param name="from">Where from; null: exactly where it stopped, without a sample lost or repeated.</param>
    /// <param name="to">Where to; null: to the end.</param>
    /// <param name="now">The instant of the PLAY, to which the time stamps are tied.</param>
    public PlayPoint Prepare(MediaTime? from, MediaTime? to, Instant now) => throw new NotImplementedException();

    /// <summary>Writes every packet that is due, and at the end of the range the BYE.</summary>
    public void Emit(Instant now, IPacketSink sink) => throw new NotImplementedException();

    /// <summary>Stops where it is; <see cref="Prepare"/> without a position goes on from here.</summary>
    public void Halt(Instant now) => throw new NotImplementedException();

    /// <summary>Writes a BYE for each stream, at once. RFC 3550 §6.6.</summary>
    public void SayBye(string reason, Instant now, IPacketSink sink) => throw new NotImplementedException();

    /// <summary>The position in the film that is being sent.</summary>
    public MediaTime Position(Instant now) => throw new NotImplementedException();

    /// <summary>Takes an RTCP packet of the client: receiver reports are kept with their streams. May be called from any thread.</summary>
    /// <returns>Whether it was well formed and spoke of a stream of this session.</returns>
    public bool AcceptRtcp(ReadOnlySpan<byte> compound, Instant now) => throw new NotImplementedException();
}
