using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.EndToEnd.Tests.DataPlane;

/// <summary>The data plane on real sockets of this machine; limits are generous, since the machine may be busy.</summary>
public sealed class DeliveryTests : IDisposable
{
    private static readonly DeliveryOptions AnyPort = new() { RtpPort = 0, Loops = 1 };

    private readonly TemporaryFolder _folder = new();
    private readonly TrackIndex _video = SyntheticTrack.Video(5, BitRate.Mbps(3), 1, group: 5);
    private readonly TrackIndex _audio = SyntheticTrack.Audio(5, BitRate.Kbps(96), 1);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]
    [InlineData(false, true, true)]
    public async Task Batched_cut_single_and_portable_sends_put_the_same_bytes_on_the_wire(bool portable, bool segmentation, bool inMemory)
    {
        using Delivery delivery = new(AnyPort with { ForcePortable = portable, Segmentation = segmentation });
        using Client client = new();
        using MappedFile film = Store(_video, "film");
        Listener listener = new();
        SendSession session = NewSession();
        session.Add(_video, inMemory ? new MemoryFilm(SyntheticTrack.Bytes(_video, 1)) : film, 96, Identity(1), 1_400, client.Transport);

        session.Prepare(MediaTime.Zero, null, ProcessClock.Now);
        delivery.Start(session, listener);
        long expected = Expected(_video).Count;
        Assert.True(client.TakeUntil(() => client.HasBye()), $"{client.Media.Count} of {expected} packets");

        Assert.Null(await listener.End);
        Assert.Equal(Expected(_video), client.Payloads);
        FlowReport report = delivery.Report(session)!;
        Assert.Equal(expected, report.Packets);
        Assert.Equal(client.Media.Sum(packet => (long)packet.Length), report.Bytes);
        Assert.Equal(0, report.Dropped.Sum());
        Assert.True(client.Reports.Count >= 2);
    }

    [Fact]
    public async Task A_film_truncated_while_it_plays_ends_its_own_session_and_no_other()
    {
        using Delivery delivery = new(AnyPort);
        using Client victim = new(), other = new();
        TrackIndex longer = SyntheticTrack.Video(6, BitRate.Mbps(2), 10);
        using MappedFile damaged = Store(longer, "damaged"), whole = Store(_video, "whole");
        Listener ofVictim = new(), ofOther = new();
        SendSession bad = NewSession(), good = NewSession();
        bad.Add(longer, damaged, 96, Identity(1), 1_400, victim.Transport);
        good.Add(_video, whole, 96, Identity(2), 1_400, other.Transport);
        bad.Prepare(MediaTime.Zero, null, ProcessClock.Now);
        good.Prepare(MediaTime.Zero, null, ProcessClock.Now);
        delivery.Start(bad, ofVictim);
        delivery.Start(good, ofOther);
        Assert.True(victim.TakeUntil(() => victim.Media.Count > 20));

        await using (FileStream file = new(damaged.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(0);

        Assert.Contains("truncated", await ofVictim.End, StringComparison.Ordinal);
        Assert.True(victim.TakeUntil(victim.HasBye));
        Assert.Null(await ofOther.End);
        Assert.True(other.TakeUntil(other.HasBye));
        Assert.Equal(Expected(_video).Count, other.Media.Count);
    }

    [Fact]
    public async Task A_film_unlinked_while_it_plays_plays_on_and_one_that_is_replaced_ends()
    {
        using MappedFile film = Store(_audio, "film");
        File.Delete(film.Path);
        Assert.True(film.CheckUnchanged());

        await File.WriteAllTextAsync(film.Path, "another film", TestContext.Current.CancellationToken);
        Assert.False(film.CheckUnchanged());
        Assert.True(film.IsChanged);
    }

    [Fact]
    public async Task A_stopped_session_sends_nothing_more_until_it_is_started_again()
    {
        using Delivery delivery = new(AnyPort);
        using Client client = new();
        using MappedFile film = Store(_audio, "film");
        Listener listener = new();
        SendSession session = NewSession();
        session.Add(_audio, film, 96, Identity(1), 1_400, client.Transport);
        session.Prepare(MediaTime.Zero, null, ProcessClock.Now);
        delivery.Start(session, listener);
        Assert.True(client.TakeUntil(() => client.Media.Count > 5));

        await delivery.StopAsync(session);
        long sent = session.Streams[0].PacketsSent;
        Assert.True(client.TakeUntil(() => client.Media.Count == sent));
        session.Prepare(null, null, ProcessClock.Now);
        delivery.Start(session, listener);

        Assert.True(client.TakeUntil(client.HasBye));
        Assert.Null(await listener.End);
        Assert.Equal(Expected(_audio), client.Payloads);
        await delivery.StopAsync(session);
    }

    [Fact]
    public async Task Reports_reach_their_session_and_garbage_is_counted()
    {
        using Delivery delivery = new(AnyPort);
        using Client client = new();
        using MappedFile film = Store(_audio, "film");
        Listener listener = new();
        SendSession session = NewSession();
        SendStream stream = session.Add(_audio, film, 96, Identity(1), 1_400, client.Transport);
        session.Prepare(MediaTime.Zero, null, ProcessClock.Now);
        delivery.Start(session, listener);

        client.SendGarbage(delivery.RtcpPort);
        client.Report(delivery.RtcpPort, new(new(4_711), 0, 0, 0, 0, 0, 0));
        client.Report(delivery.RtcpPort, new(stream.Identity.Ssrc, 3, 4, 5, 6, 0, 0));

        await listener.Sign;
        Assert.Equal(4, stream.Reception!.Block.CumulativeLost);
        Assert.Equal(1, delivery.Report().Reports);
        Assert.Equal(2, delivery.Report().Garbage);
        await delivery.StopAsync(session);
        delivery.Bye(session, "teardown");
        Assert.True(client.TakeUntil(client.HasBye));
        Assert.Null(delivery.Report(session));
    }

    [Fact]
    public void A_report_from_another_address_than_the_clients_is_nobodys()
    {
        RunTable table = new();
        using Delivery delivery = new(AnyPort);
        SendSession session = NewSession();
        IPAddress client = IPAddress.Parse("192.0.2.1");
        StreamTransport transport = new StreamTransport.Udp(new(client, 1), new(client, 2));
        SendStream stream = session.Add(_audio, new MemoryFilm([]), 96, Identity(1), 1_400, transport);
        SenderRun run = new(session, null!);
        table.Own(run, stream);
        Formats.Rtcp.CompoundWriter writer = new(new byte[Formats.Rtcp.CompoundWriter.MaxSize]);
        writer.ReceiverReport(new(1), new[] { new Formats.Rtcp.ReportBlock(stream.Identity.Ssrc, 0, 0, 0, 0, 0, 0) });

        Assert.Same(run, table.OwnerOf(writer.Written, new(IPAddress.Parse("::ffff:192.0.2.1"), 9)));
        Assert.Null(table.OwnerOf(writer.Written, new(IPAddress.Parse("192.0.2.9"), 9)));
    }

    [Fact]
    public void A_taken_port_is_named_together_with_what_to_do()
    {
        using Delivery first = new(AnyPort);

        IOException error = Assert.Throws<IOException>(() => new Delivery(new DeliveryOptions { RtpPort = first.RtpPort }));
        Assert.Contains($"{first.RtpPort}", error.Message, StringComparison.Ordinal);
        Assert.Contains("--rtp", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<IOException>(() => new Delivery(new DeliveryOptions { RtpPort = 8_001 }));
        Assert.Contains("odd", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Media_comes_from_an_even_port_and_reports_from_the_next()
    {
        using Delivery delivery = new(AnyPort with { Loops = 3, Address = IPAddress.Loopback });

        Assert.Equal(0, delivery.RtpPort % 2);
        Assert.Equal(delivery.RtpPort + 1, delivery.RtcpPort);
    }

    [Fact]
    public async Task A_closed_connection_ends_its_session()
    {
        using Delivery delivery = new(AnyPort);
        using InterleavedQueue queue = new();
        using MappedFile film = Store(_audio, "film");
        Listener listener = new();
        SendSession session = NewSession();
        session.Add(_audio, film, 96, Identity(1), 1_400, new StreamTransport.Interleaved(queue, 0, 1));
        session.Prepare(MediaTime.Zero, null, ProcessClock.Now);
        delivery.Start(session, listener);
        Assert.True(await queue.WaitToReadAsync(TestContext.Current.CancellationToken));
        queue.Complete();

        Assert.Contains("closed", await listener.End, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_breaks_an_invariant_fails_alone()
    {
        using Delivery delivery = new(AnyPort);
        using Client client = new(), other = new();
        Listener ofBroken = new(), ofOther = new();
        using MappedFile film = Store(_audio, "film");
        SendSession broken = NewSession(), sound = NewSession();
        broken.Add(_audio, film, 96, Identity(1), new BrokenPacketizer(), 1_400, client.Transport);
        sound.Add(_audio, film, 96, Identity(2), 1_400, other.Transport);
        broken.Prepare(MediaTime.Zero, null, ProcessClock.Now);
        sound.Prepare(MediaTime.Zero, null, ProcessClock.Now);
        delivery.Start(broken, ofBroken);
        delivery.Start(sound, ofOther);

        Assert.Contains("internal error", await ofBroken.End, StringComparison.Ordinal);
        Assert.Null(await ofOther.End);
        Assert.True(client.TakeUntil(client.HasBye));
    }

    private static SendSession NewSession() => new(ProcessClock.Now, ProcessClock.NtpNow, "server@localhost", 1);

    private static StreamIdentity Identity(uint number) => new(new(number), new(65_534), new(uint.MaxValue - 99));

    private MappedFile Store(TrackIndex index, string name)
    {
        string path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, SyntheticTrack.Bytes(index, 1));
        return new(path);
    }

    /// <summary>The payloads as a packetizer by itself makes them.</summary>
    private static List<string> Expected(TrackIndex index)
    {
        RecordingSink sink = new(new(0));
        SendSession session = new(new(0), default, "x");
        MemoryFilm film = new(SyntheticTrack.Bytes(index, 1));
        session.Add(index, film, 96, Identity(1), 1_400, new StreamTransport.Udp(new(0, 1), new(0, 2)));
        session.Prepare(MediaTime.Zero, null, new(0));
        sink.DriveToEnd(session);
        return [.. sink.Media.Select(packet => Hex.Text(packet.Payload))];
    }
}
