using System.Net.Http.Json;
using System.Text.Json;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Player.Client;
using Streaming.Player.Desktop.Films;
using Streaming.Player.Desktop.Output;
using Streaming.Player.Reporting;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Contracts;

/// <summary>A link of 20 Mb/s is declared and filled, shrinks, and grows again: who is admitted plays whole, whatever happens.</summary>
public sealed class LinkTests
{
    private const string Title = "film";

    /// <summary>Priorities of those who give way, and of those who do not.</summary>
    private const int Less = 3, More = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Those_admitted_play_whole_while_the_link_shrinks_and_grows_again()
    {
        using TemporaryFolder folder = new();
        string library = Directory.CreateDirectory(Path.Combine(folder.Path, "library")).FullName;
        string data = Path.Combine(folder.Path, "data");
        File.CreateSymbolicLink(Path.Combine(library, $"{Title}.mp4"), SharedMedia.Find(SharedMedia.TwoLanguages));
        await using RunningServer server = await RunningServer.StartAsync(
            library, data, "--set", "import.ladder=180p:250k",
            "--set", "qos.links=access 20Mb/s reservable=100% buffer=4M", "--set", "qos.subnets=127.0.0.0/8 access");
        await server.WaitForTitlesAsync(1);

        List<Viewer> viewers = await FillAsync(server);
        RefusalReport refusal = (await viewers[^1].RefusalAsync())!;
        viewers.RemoveAt(viewers.Count - 1);
        Assert.Equal("access", refusal.Limit);
        (int Priority, string Point)[] before = await PointsAsync(server);
        Assert.Equal(viewers.Count, before.Length);
        Assert.InRange(before.Count(IsBest), 8, 16);

        await SetRateAsync(server, 15_000_000);
        await UntilAsync(server, async () => (await LinkAsync(server)).GetProperty("overbookedBitsPerSecond").GetInt64() == 0);
        (int Priority, string Point)[] squeezed = await PointsAsync(server);
        Assert.True(viewers.Count == squeezed.Length, $"{viewers.Count} became {squeezed.Length}:\n{server.Log}");
        Assert.True(squeezed.Count(IsBest) < before.Count(IsBest));
        Assert.Equal(before.Where(IsBest).Count(IsMore), squeezed.Where(IsBest).Count(IsMore));

        await SetRateAsync(server, 20_000_000);
        await UntilAsync(server, async () => (await PointsAsync(server)).Count(IsBest) == before.Count(IsBest));

        using Film film = await Film.OpenAsync(Path.Combine(data, "titles", Title), CancellationToken.None);
        int moved = 0;
        foreach (Viewer viewer in viewers)
        {
            PlayerResult result = await viewer.Result;
            using StringWriter seen = new(), wrong = new();
            bool isWhole = VerifyReport.Write(seen, wrong, film, result);
            Assert.True(isWhole && result.Outcome is SessionOutcome.Completed, $"{result.Report.Error}\n{wrong}\n{seen}\n{server.Log}");
            Assert.All(result.Report.Streams, stream => Assert.Equal(0, stream.Lost));
            bool isMoved = result.Report.Contracts.Select(contract => contract.Point).Distinct().Count() > 1;
            Assert.True(
                isMoved == seen.ToString().Contains(" from ", StringComparison.Ordinal),
                $"{string.Join('\n', result.Report.Contracts)}\n{seen}\n{server.Log}");
            Assert.True(viewer.Wish.Priority == Less || !isMoved, "a more important viewer was moved");
            moved += isMoved ? 1 : 0;
            viewer.Dispose();
        }

        Assert.Equal(before.Count(IsBest) - squeezed.Count(IsBest), moved);
        await UntilAsync(server, async () => (await LinkAsync(server)).GetProperty("reservedBitsPerSecond").GetInt64() == 0);
    }

    private static bool IsMore((int Priority, string Point) session) => session.Priority == More;

    private static bool IsBest((int Priority, string Point) session) => session.Point == "source";

    /// <summary>Four who matter more, then others until one is refused, the last of the list. Those just before it get what is left: less
    /// than the best.</summary>
    private static async Task<List<Viewer>> FillAsync(RunningServer server)
    {
        List<Viewer> viewers = [];
        do
        {
            Assert.True(viewers.Count < 40, $"nobody is ever refused:\n{server.Log}");
            TransportChoice transport = viewers.Count % 4 == 3 ? TransportChoice.Tcp : TransportChoice.Udp;
            FlowSpec wish = new() { Buffer = TimeSpan.FromSeconds(1), Priority = viewers.Count < 4 ? More : Less };
            viewers.Add(await Viewer.StartAsync(server, Title, wish, transport));
        }
        while (await viewers[^1].RefusalAsync() is null);
        return viewers;
    }

    private static Task<JsonElement> LinkAsync(RunningServer server) => server.GetJsonAsync("api/v1/links/access");

    private static async Task<(int Priority, string Point)[]> PointsAsync(RunningServer server) =>
    [
        .. (await server.GetJsonAsync("api/v1/sessions?itemsPerPage=100")).GetProperty("items").EnumerateArray()
            .Select(session => session.GetProperty("contract"))
            .Select(contract => (contract.GetProperty("priority").GetInt32(), contract.GetProperty("point").GetString()!)),
    ];

    private static async Task SetRateAsync(RunningServer server, long bits)
    {
        using HttpResponseMessage answer = await server.Http.PatchAsJsonAsync("api/v1/links/access", new { bitsPerSecond = bits });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task UntilAsync(RunningServer server, Func<Task<bool>> isSo)
    {
        using CancellationTokenSource late = new(Patience);
        while (!await isSo())
        {
            Assert.False(late.IsCancellationRequested, $"it never came to that:\n{server.Log}");
            await Task.Delay(100);
        }
    }
}
