using Streaming.Formats.Media;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Qos.Shaping;

namespace Streaming.Server.Sending;

/// <summary>What mends one stream: its parity, and its packets sent again; either may be missing.</summary>
public sealed class StreamRepair
{
    private readonly SendStream _stream;
    private readonly RtpNumbers _numbers;
    private RepairFigures _taken;

    internal StreamRepair(SendStream stream) => (_stream, _numbers) = (stream, stream.Numbers);

    public RepairStream? Parity => Stage?.Stream;

    public RepairStream? Resends => Log?.Stream;

    /// <summary>For all who are sent the stream. May be read from any thread.</summary>
    public RepairFigures Figures => (Sent?.Resends.Figures ?? default) with
    {
        ParityPackets = Parity?.PacketsSent ?? 0,
        ParityBytes = Parity?.BytesSent ?? 0,
    };

    /// <summary>What has come to the figures since this was last called. By one caller at a time.</summary>
    public RepairFigures TakeFresh()
    {
        RepairFigures before = _taken;
        _taken = Figures;
        return _taken - before;
    }

    internal ParityStage? Stage { get; private set; }

    /// <summary>What has left of the stream; null: nobody asks.</summary>
    internal SentLog? Sent { get; private set; }

    /// <summary>What its receiver is sent again; null: nothing, or it has many, each with a log of its own.</summary>
    internal ResendLog? Log { get; private set; }

    internal RequestQueue Asked { get; } = new();

    /// <summary>Whether parity of another layout is still to leave.</summary>
    internal bool IsChanging => Stage is { IsChanging: true };

    internal RepairStream Protect(byte payloadType, StreamIdentity identity, StreamTransport transport)
    {
        Stage = new(new RepairStream(_stream, payloadType, identity, transport));
        return Stage.Stream;
    }

    internal void Unprotect() => Stage = null;

    internal RepairStream AllowResend(byte payloadType, StreamIdentity identity)
    {
        RepairStream stream = new(_stream, payloadType, identity, _stream.Transport);
        bool isLossless = stream.Transport is StreamTransport.Interleaved;
        Log = isLossless ? null : new(Remember(SentLog.ForResends), stream, ResendMarks.Reach);
        return stream;
    }

    /// <summary>Remembers so many samples from now on.</summary>
    internal SentLog Remember(int samples) => Sent = new(_numbers, _stream.MaxPacket, samples);

    /// <summary>The receiver asks. May be called from any thread.</summary>
    internal void Ask(NackEntry entry)
    {
        if (Log is not null && !Asked.TryPut(entry))
            Log.Refuse(ResendRefusal.NoBudget, entry.Packets);
    }

    /// <summary>A packet leaves.</summary>
    /// <param name="isFirst">Of its sample.</param>
    internal void Depart(
        in PacketWriter packet, StreamSource source, in MediaSample sample, RtpTimestamp stamp, NtpTime? wall, bool isFirst, Instant now)
    {
        if (isFirst)
            Sent?.Begin(new(_numbers.Packets, sample, source, stamp, wall, now));
        Stage?.Accept(in packet, source.Film, now);
    }

    /// <summary>Playing begins elsewhere. Where there are many receivers it never does, but goes on with something else.</summary>
    internal void Forget()
    {
        if (Log is null)
            return;
        Log.Sent.Forget();
        while (Asked.TryTake(out _))
        {
        }
    }

    /// <summary>Packets begin to leave.</summary>
    internal void Run(Instant now) => Stage?.Run(now);

    /// <summary>None leave any more.</summary>
    internal void Stop() => Stage?.Stop();

    /// <summary>The stream sends this from now on.</summary>
    internal void Follow(StreamSource source)
    {
        if (source.Protection is ParityLayout layout)
            Stage?.Change(layout);
    }

    /// <summary>What the stream needs together with its parity.</summary>
    internal PacketDemand With(PacketDemand media) => Stage?.With(media) ?? media;
}
