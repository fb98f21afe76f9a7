using System.Net;
using Streaming.Benchmarks.Sending;
using Streaming.Benchmarks.Shaping;
using Streaming.Formats.Rtp;
using Streaming.Server.Catalogue;
using Streaming.Server.Channels;
using Streaming.Server.Channels.Members;
using Streaming.Server.Host.DataPlane.Native;
using Streaming.Server.Sending;

namespace Streaming.Benchmarks.Channels;

/// <summary>What a channel costs against a session of one viewer: the same film, in virtual time, to a sink that looks at
/// nothing.</summary>
internal sealed class ChannelBench : IPacketSink
{
    private const int Crowd = 10_000;

    private static readonly IPEndPoint Nowhere = new(IPAddress.Loopback, 5_004);

    private static readonly ChannelSettings Plain =
        new("bench", new Playlist(["bench"], IsLooped: true), new(IPAddress.Parse("239.1.1.1"), 5_000)) { Parity = ParityLayout.None };

    private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
    private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];
    private long _packets;
    private long _bytes;

    public static Table Run()
    {
        using BenchFilm film = new(BitRate.Mbps(2), BitRate.Kbps(128), seconds: 60);
        Lineup lineup = Lineup.Of(Plain, [film.Title]);
        Lineup mended = Lineup.Of(Plain with { Parity = ParityLayout.OfColumns(10, 5) }, [film.Title]);
        (string Name, Func<ISender> Make)[] all =
        [
            ("a session of one viewer", () => Session(film, lineup)),
            ("a channel", () => Channel(film, lineup, members: 0)),
            ("a session with parity of one in five", () => Session(film, mended)),
            ("a channel with parity of one in five", () => Channel(film, mended, members: 0)),
            ($"a channel with {Crowd:N0} members", () => Channel(film, lineup, Crowd)),
        ];
        long[] allocated = new long[all.Length];
        double[] costs = Turns.Least(
            [.. all.Select((each, i) => new Func<double>(() => new ChannelBench().Play(each.Make(), film, ref allocated[i])))]);
        Table table = new("channel: a packet of a film of 2 Mb/s and its sound, in processor time, and what is held");
        for (int i = 0; i < all.Length; i++)
            table.Add(all[i].Name, costs[i], "ns", "", $"{costs[i] / costs[0]:0.00} × a session, {allocated[i]} bytes allocated");

        // Of members stock is taken once a second, whatever is sent meanwhile.
        table.Add($"{Crowd:N0} members add", (costs[^1] - costs[1]) * film.PacketsPerSecond / 1e6, "ms/s");
        for (int i = 0; i < all.Length; i++)
            table.Add($"memory of {all[i].Name}", Held(all[i].Make, film) / 1_000.0, "kB");
        return table;
    }

    public PacketWriter Begin() => new(_inline, _parts);

    public void Packet(SendStream stream, in PacketWriter packet, Instant due)
    {
        _packets++;
        _bytes += packet.Length;
    }

    public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due) => _bytes += packet.Length;

    public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound) => _bytes += compound.Length;

    private static SendSession Session(BenchFilm film, Lineup lineup)
    {
        SendSession session = film.NewSession(1, new(0), Nowhere);
        ParityLayout layout = lineup.Settings.Parity;
        foreach (SendStream stream in session.Streams.Where(_ => !layout.IsNone))
            session.Protect(stream, payloadType: 127, new(new(stream.Identity.Ssrc.Value + 100), new(0), new(0)), stream.Transport);
        IEnumerable<StreamChange> layouts = session.Streams.Where(stream => stream.Repair is not null)
            .Select(stream => new StreamChange(stream, stream.Index, stream.Film, plan: null) { Protection = layout });
        session.Change(new(lineup.Contract, [.. layouts]), new(0));
        session.Prepare(MediaTime.Zero, null, new(0));
        return session;
    }

    private static ChannelSender Channel(BenchFilm film, Lineup lineup, int members)
    {
        ChannelSender channel = new(lineup, new(0), default, "bench@localhost", seed: 1);
        Cue(channel, film);
        for (int i = 0; i < members; i++)
        {
            ChannelMember member = new($"{i}", new(i));
            IPEndPoint own = new(member.Address, 5_000);
            foreach (LaneStream lane in channel.Lanes)
            {
                StreamIdentity resends = new(new((uint)i), new(0), new(0));
                MemberLane joined =
                    new(member, lane.Sending, lane.Sending.Transport, new StreamTransport.Udp(own, own), resendType: 126, resends);
                Invariant.That(channel.Members.Join(joined, new(0)));
            }
        }

        return channel;
    }

    private static void Cue(ChannelSender channel, BenchFilm film)
    {
        OpenTitle open = film.Open();
        Invariant.That(channel.Lineup.TryFit(open, out ChannelTitle? title, out _));
        channel.Cue(title!, at: null);
    }

    /// <summary>What is alive of it a minute later, the film aside.</summary>
    private static long Held(Func<ISender> make, BenchFilm film)
    {
        const int several = 8;
        ISender[] senders = new ISender[several];
        long before = GC.GetTotalMemory(forceFullCollection: true), unused = 0;
        for (int i = 0; i < several; i++)
            _ = new ChannelBench().Play(senders[i] = make(), film, ref unused);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(senders);
        return (after - before) / several;
    }

    /// <summary>A minute of it; answers with nanoseconds per packet of media.</summary>
    /// <param name="allocated">Whole bytes per packet.</param>
    private double Play(ISender sender, BenchFilm film, ref long allocated)
    {
        Instant now = new(0), end = now + TimeSpan.FromMinutes(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan begin = Libc.ThreadTime();
        sender.Emit(now, this);
        for (; !sender.AtEnd && now < end; now = Instant.Max(now, sender.Next))
        {
            sender.Emit(now, this);
            while (sender is ChannelSender channel && channel.TryTakeEvent(out ChannelEvent? happened))
            {
                if (happened is ChannelEvent.WantsTitle && channel.Playing is not null)
                    Cue(channel, film);
            }
        }

        TimeSpan cost = Libc.ThreadTime() - begin;
        allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / _packets;
        return cost.TotalNanoseconds / _packets;
    }
}
