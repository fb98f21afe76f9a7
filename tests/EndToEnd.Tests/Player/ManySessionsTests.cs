using Streaming.EndToEnd.Tests.Clients;
using Streaming.Player.Client;
using Streaming.Player.Reporting;
using Streaming.Player.Sessions;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>Fifty viewers at once, over both transports, each of whom gets the whole film.</summary>
public sealed class ManySessionsTests(FilmServer films)
{
    private const int Viewers = 50;

    [Fact]
    public async Task Fifty_sessions_at_once_play_whole()
    {
        Assert.True(RtspAddress.TryParse(films.Server.Address("bbb_480p_h264_aac"), out RtspAddress? address));
        Task<PlayerResult>[] viewers =
        [
            .. Enumerable.Range(0, Viewers).Select(number => new HeadlessPlayer(
                new() { Client = new() { Address = address, Transport = number % 2 == 0 ? TransportChoice.Udp : TransportChoice.Tcp } },
                TimeProvider.System).RunAsync(TestContext.Current.CancellationToken)),
        ];
        PlayerResult[] results = await Task.WhenAll(viewers);

        IReadOnlyList<StreamReport> first = results[0].Report.Streams;
        Assert.Equal(362, first.Single(stream => stream.Kind == "video").Samples);
        foreach (PlayerResult result in results)
        {
            Assert.True(result.Report.Error is null, result.Report.Error);
            Assert.Equal(first.Select(Essence), result.Report.Streams.Select(Essence));
        }
    }

    private static (string Kind, long Lost, long Samples, string Sha256) Essence(StreamReport stream) =>
        (stream.Kind, stream.Lost, stream.Samples, stream.Sha256);
}
