using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;
using Streaming.Qos.Envelopes;
using Streaming.Server.Channels;
using Streaming.Server.Sending;

namespace Streaming.World.Tests.Channels;

/// <summary>Parity goes on over the seam of two titles, and what a channel sends is within what was reserved for it.</summary>
public sealed class ChannelParityTests(ITestOutputHelper output)
{
    private static readonly ChannelFilm[] Films = [ChannelFilm.Make("news", 1, 2), ChannelFilm.Make("film", 2, 3.4)];

    private static readonly ChannelSettings Settings = ChannelWorld.Settings(Films) with { Parity = ParityLayout.OfColumns(5, 4) };

    [Fact]
    public void A_burst_of_losses_on_the_seam_is_mended_by_parity()
    {
        ChannelWorld world = new ChannelWorld(Films, settings: Settings).Loop(Films).Run(TimeSpan.FromSeconds(8));

        for (int lane = 0; lane < 2; lane++)
        {
            SendStream stream = world.Sender.Lanes[lane].Sending;
            ChannelPacket[] media = [.. world.Sent.Media.Where(packet => packet.Lane == lane)];
            long seam = stream.Index.Track.Clock.ToUnits(world.Began.ElementAt(1).Position);
            int first = Array.FindIndex(media, packet => Header(packet).Timestamp.Since(stream.Identity.Epoch) >= seam);
            Assert.InRange(first, 3, media.Length - 50);
            HashSet<int> lost = [first - 2, first - 1, first, first + 1];

            FecDecoder decoder = new(stream.PayloadType, stream.Index.Track.Clock);
            decoder.Follow(stream.Identity.Ssrc);
            List<byte[]> mended = Mend(decoder, media, [.. world.Sent.Parity.Where(packet => packet.Lane == lane)], lost);

            Assert.Equal(lost.Select(at => Convert.ToHexString(media[at].Bytes)).Order(), mended.Select(Convert.ToHexString).Order());
        }
    }

    [Fact]
    public void What_leaves_is_within_the_contract_and_in_time()
    {
        ChannelFilm[] films = [.. Films.Select(film => film.Measured())];
        ChannelWorld world = new ChannelWorld(films, settings: Settings).Loop(films).Run(TimeSpan.FromSeconds(60));

        DepthMeter meter = new(world.Lineup.Traffic.Rate);
        foreach ((Instant at, ByteCount size) in world.Sent.Datagrams)
            meter.Add(at.Ticks, size);
        Assert.True(meter.Depth <= world.Lineup.Traffic.Depth, $"{meter.Depth} of {world.Lineup.Traffic.Depth}");
        output.WriteLine($"{world.Lineup.Traffic}: latest {world.Sent.Latest.TotalMilliseconds:0.0} ms behind its deadline");
        Assert.InRange(world.Sent.Latest, TimeSpan.MinValue, TimeSpan.FromMilliseconds(1));
        Assert.All(world.Lanes, received => Assert.Empty(received.Losses));
    }

    private static List<byte[]> Mend(FecDecoder decoder, ChannelPacket[] media, ChannelPacket[] parity, HashSet<int> lost)
    {
        List<byte[]> mended = [];
        foreach ((ChannelPacket packet, bool isParity) in media.Where((_, at) => !lost.Contains(at)).Select(packet => (packet, false))
            .Concat(parity.Select(packet => (packet, true))).OrderBy(pair => pair.packet.At))
        {
            if (isParity)
                decoder.AcceptParity(packet.Bytes);
            else
                decoder.AcceptSource(packet.Bytes);
            while (decoder.TryTake(out ReadOnlySpan<byte> recovered))
                mended.Add(recovered.ToArray());
        }

        return mended;
    }

    private static RtpHeader Header(ChannelPacket packet)
    {
        Assert.True(RtpHeader.TryParse(packet.Bytes, out RtpHeader header, out _, out _));
        return header;
    }
}
