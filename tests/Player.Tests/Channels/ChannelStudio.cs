using System.Buffers.Binary;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Tests.Playout;

namespace Streaming.Player.Tests.Channels;

/// <summary>The sender of a simulated channel: pictures, sound, sender reports and the common presentation, in true time.</summary>
internal sealed class ChannelStudio(double loss) : IDisposable
{
    /// <summary>The true time, in seconds, of position zero.</summary>
    private const double Created = 400;

    private const int KeyEvery = 25;

    private static readonly NtpTime CreatedNtp = new(0xffff_ffc0_1234_5678);

    private int _frames;

    public List<ChannelViewer> Viewers { get; } = [];

    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(1);

    public double Now { get; private set; } = 1_000;

    /// <summary>What everybody presents at a true time.</summary>
    public MediaTime CommonAt(double time) => MediaTime.FromSeconds(time - Created - Delay.TotalSeconds);

    /// <summary>The numbers of a stream go on from what is sent next.</summary>
    public static RtpInfoEntry Follow(RigStream stream, int place, MediaTime common) =>
        new($"trackID={place + 1}", stream.Next, stream.StampAt(new TimeSpan(common.Ticks)));

    public ChannelStudio Run(double seconds, Action<double>? look = null)
    {
        for (double end = Now + seconds; Now < end;)
        {
            Now += 0.02;
            _frames++;
            TimeSpan axis = TimeSpan.FromSeconds(Now - Created);
            byte[] picture = Payload(60, _frames / 2 % KeyEvery == 0 ? (byte)0x65 : (byte)0x41);
            byte[] sound = Payload(160, 0xff);
            foreach (ChannelViewer viewer in Viewers)
            {
                if (_frames % 2 == 0)
                    viewer.Send(0, picture, axis, Now, loss);
                viewer.Send(1, sound, axis, Now, loss);
                if (_frames % 250 == 0)
                    viewer.Tell(1, Compound(1, null, Now), Now);
                viewer.Run(this, Now);
            }

            look?.Invoke(Now);
        }

        return this;
    }

    /// <summary>What a newcomer needs beyond what the group is sent from now on: pictures from the key picture at or before what everybody
    /// presents, sound from there.</summary>
    public IEnumerable<(int Stream, byte[] Payload, TimeSpan Axis)> Burst(MediaTime common)
    {
        double AxisOf(int frame) => Now - Created - ((_frames - frame) * 0.02);
        int first = _frames - (int)((Now - Created - common.Seconds) / 0.02) - 1;
        int key = first / (2 * KeyEvery) * 2 * KeyEvery;
        for (int frame = key; frame <= _frames; frame++)
        {
            TimeSpan axis = TimeSpan.FromSeconds(AxisOf(frame));
            if (frame % 2 == 0)
                yield return (0, Payload(60, frame / 2 % KeyEvery == 0 ? (byte)0x65 : (byte)0x41), axis);
            if (frame >= first)
                yield return (1, Payload(160, 0xff), axis);
        }
    }

    /// <summary>A receiver's report has come.</summary>
    /// <returns>The answer to its reference time.</returns>
    public byte[]? Hear(byte[] wire, RigStream stream, double now, List<(MediaTime Position, NtpTime Presented)> said)
    {
        Assert.True(CompoundPacket.TryParse(wire, out CompoundPacket compound, out _));
        DelaySinceLastReference? answer = null;
        foreach (RtcpPacket packet in compound)
        {
            if (!ExtendedReport.TryParse(packet, out ExtendedReport extended))
                continue;
            foreach (XrBlock block in extended)
            {
                if (ReceiverReferenceTime.TryParse(block, out ReceiverReferenceTime reference))
                    answer = new(new(99), reference.Ntp.Middle, 0);
                if (IdmsReport.TryParse(block, out IdmsReport report) && report.Presented is { } presented)
                    said.Add((PositionOf(stream, report.Rtp), presented));
            }
        }

        return answer is { } told ? Compound(1, told, now) : null;
    }

    /// <summary>When a position is presented by everybody, on the server's clock.</summary>
    public NtpTime PresentedAt(MediaTime position) => CreatedNtp + new TimeSpan(position.Ticks) + Delay;

    public void Dispose() => Viewers.ForEach(viewer => viewer.Dispose());

    private static byte[] Payload(int size, byte first)
    {
        byte[] payload = new byte[size];
        payload.AsSpan().Fill(0xff);
        payload[0] = first;
        BinaryPrimitives.WriteInt64BigEndian(payload.AsSpan(size - 9), 1);
        return payload;
    }

    private static MediaTime PositionOf(RigStream stream, RtpTimestamp stamp) =>
        new(new ClockRate(8_000).ToLength(stamp.Since(stream.Epoch)).Ticks);

    private byte[] Compound(int stream, DelaySinceLastReference? answer, double now)
    {
        TimeSpan axis = TimeSpan.FromSeconds(now - Created);
        Ssrc source = new((uint)(7 + stream));
        ClockRate clock = new(8_000);
        RtpTimestamp stamp = new RtpTimestamp(unchecked((uint)-clock.Hertz)) + clock.ToUnits(axis);
        NtpTime wall = CreatedNtp + axis;
        CompoundWriter writer = new(stackalloc byte[CompoundWriter.MaxSize]);
        writer.SenderReport(new(source, wall, stamp, 0, 0), []);
        writer.SourceDescription(source, "studio");
        if (answer is { } delay)
        {
            XrWriter blocks = new(stackalloc byte[XrWriter.MaxSize]);
            blocks.Add([delay]);
            writer.ExtendedReport(source, blocks.Written);
        }

        writer.IdmsSettings(new(source, source, 1, wall, stamp, wall + Delay));
        return writer.Written.ToArray();
    }
}
