using System.Diagnostics.CodeAnalysis;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels;

/// <summary>Sends one channel: title after title in the same streams, whose numbers and time stamps go on.</summary>
/// <remarks>
/// The channel's axis is the time since it was created. A title's zero lies on it exactly where the longest track of the one before is over,
/// or later, where it is scheduled so; a sample at position p of a title is stamped, and to be presented a delay after, zero + p. Nothing
/// is said at the seam: no stream pauses, says goodbye or begins anew.
/// Whoever runs it answers each <see cref="ChannelEvent.WantsTitle"/> by <see cref="Cue"/>, as long as there is something to play.
/// </remarks>
public sealed class ChannelSender
{
    /// <param name="created">The zero of its axis.</param>
    /// <param name="createdNtp">The same instant as time of day.</param>
    /// <param name="cname">Canonical name in RTCP. RFC 3550 §6.5.1.</param>
    /// <param name="seed">From a cryptographic source: identities of the streams are made of it.</param>
    public ChannelSender(Lineup lineup, Instant created, NtpTime createdNtp, string cname, ulong seed) =>
        (Lineup, Sending) = (lineup, new(created, createdNtp, cname, seed));

    public Lineup Lineup { get; }

    /// <summary>In the order of the lineup.</summary>
    public IReadOnlyList<LaneStream> Lanes { get; } = [];

    /// <summary>All lanes: their packets, their reports, what they count.</summary>
    public SendSession Sending { get; }

    /// <summary>What is being sent, and where its zero lies on the axis; null: nothing. May be read from any thread.</summary>
    public ChannelEvent.Began? Playing => throw new NotImplementedException();

    /// <summary>Where the channel is on its axis: what is due to leave now; it is presented a delay later.</summary>
    public MediaTime Position(Instant now) => new((now - Sending.Created).Ticks);

    /// <summary>The title that follows, once for each <see cref="ChannelEvent.WantsTitle"/>. May be called from any thread.</summary>
    /// <param name="at">When its zero is to be sent; null, or earlier than the one before is over: exactly then.</param>
    /// <param name="from">Where in it to begin, at the key picture before.</param>
    public void Cue(ChannelTitle next, Instant? at, MediaTime from = default) => throw new NotImplementedException();

    /// <summary>What has happened since. May be called from any thread, by one caller at a time.</summary>
    public bool TryTakeEvent([NotNullWhen(true)] out ChannelEvent? happened) => throw new NotImplementedException();

    /// <summary>When <see cref="Emit"/> has something to do next.</summary>
    public Instant Next => Sending.Next;

    /// <summary>Writes every packet of every lane that is due.</summary>
    public void Emit(Instant now, IPacketSink sink) => throw new NotImplementedException();
}
