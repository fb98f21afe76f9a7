using Streaming.Formats.Media;
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

    /// <summary>May be read from any thread.</summary>
    public RepairFigures Figures => new(
        Parity?.PacketsSent ?? 0,
        Parity?.BytesSent ?? 0,
        Resends?.PacketsSent ?? 0,
        Resends?.BytesSent ?? 0,
        Log?.Refused(ResendRefusal.Unknown) ?? 0,
        Log?.Refused(ResendRefusal.TooOld) ?? 0,
        Log?.Refused(ResendRefusal.TooOften) ?? 0,
        Log?.Refused(ResendRefusal.NoBudget) ?? 0);

    /// <summary>What has come to the figures since this was last called. By one caller at a time.</summary>
    public RepairFigures TakeFresh()
    {
        RepairFigures before = _taken;
        _taken = Figures;
        return _taken - before;
    }

    internal ParityStage? Stage { get; private set; }

    internal ResendLog? Log { get; private set; }

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
        Log = stream.Transport is StreamTransport.Interleaved ? null : new(_stream, _numbers, stream);
        return stream;
    }

    /// <summary>A packet leaves.</summary>
    /// <param name="isFirst">Of its sample.</param>
    internal void Depart(
        in PacketWriter packet, StreamSource source, in MediaSample sample, RtpTimestamp stamp, NtpTime? wall, bool isFirst, Instant now)
    {
        if (isFirst)
            Log?.Begin(new(_numbers.Packets, sample, source, stamp, wall, now));
        Stage?.Accept(in packet, source.Film, now);
    }

    /// <summary>Playing begins elsewhere.</summary>
    internal void Forget() => Log?.Forget();

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
