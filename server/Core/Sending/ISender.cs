using System.Diagnostics.CodeAnalysis;
using System.Net;
using Streaming.Qos.Monitoring;

namespace Streaming.Server.Sending;

/// <summary>What a sending thread drives: the session of one client, or a channel of many.</summary>
/// <remarks>
/// From the moment it is handed to a thread until that gives it back, only <see cref="Streams"/>, <see cref="WholeStreams"/>,
/// <see cref="AcceptRtcp"/>, <see cref="TryCall"/> and <see cref="IsSilent"/> may be called by others; all else that concerns it is done on
/// the thread itself.
/// </remarks>
public interface ISender
{
    /// <summary>When <see cref="Emit"/> has something to do next; <see cref="Instant.Never"/> when it has nothing left.</summary>
    Instant Next { get; }

    /// <summary>Everything was sent, the goodbye included.</summary>
    bool AtEnd { get; }

    /// <summary>Whether something has happened that control wants to hear of, and has not been told yet; asked after each
    /// <see cref="Emit"/>.</summary>
    bool HasNews => false;

    /// <summary>What left, by windows of 100 ms: what was offered is counted here, what became of it by the sink. Copies for single members
    /// of a group do not count.</summary>
    SendMeter Meter { get; }

    /// <summary>Its streams, with what mends them. Replaced, never changed: may be read from any thread.</summary>
    IReadOnlyList<SendStream> Streams { get; }

    /// <summary>What it sends besides, in packets that are made whole: MPEG-TS and its parity. May be read from any thread.</summary>
    IReadOnlyList<WholeStream> WholeStreams => [];

    /// <summary>Writes every packet that is due.</summary>
    void Emit(Instant now, IPacketSink sink);

    /// <summary>A film that it sends, or was about to, cannot be read any more: it was truncated or replaced.</summary>
    /// <returns>Whether it goes on without; else it is ended.</returns>
    bool TryDoWithout(IByteSource film, string reason, Instant now) => false;

    /// <summary>Stops where it is.</summary>
    void Halt(Instant now);

    /// <summary>Writes its goodbye.</summary>
    /// <returns>False where part of it may not leave yet: to be called again at <see cref="Next"/>.</returns>
    bool SayBye(string reason, Instant now, IPacketSink sink);

    /// <summary>Says once of each change of contract that it is in force.</summary>
    bool TryTakeChange([NotNullWhen(true)] out ChangePoint? point)
    {
        point = null;
        return false;
    }

    /// <summary>Takes an RTCP packet that speaks of it, or comes from where one of its members said its reports would come from. May be
    /// called from any thread.</summary>
    /// <returns>Whether it was well formed and spoke of something it sends.</returns>
    bool AcceptRtcp(ReadOnlySpan<byte> compound, IPEndPoint from, Instant now);

    /// <summary>Whether <see cref="Emit"/> is to be called for what was asked by RTCP, at once rather than at <see cref="Next"/>; says so
    /// once. May be called from any thread.</summary>
    bool TryCall() => false;

    /// <summary>Whether the client used to report and has stopped: media sent to it is sent to nobody. May be called from any
    /// thread.</summary>
    bool IsSilent(Instant now) => false;
}
