using Streaming.EndToEnd.Tests.Tools;
using Streaming.Player.Client;
using Streaming.Player.Reporting;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.EndToEnd.Tests.Contracts;

/// <summary>One of many headless players in this process, and what becomes of its session.</summary>
internal sealed class Viewer : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Viewer(RunningServer server, string title, FlowSpec wish, TransportChoice transport)
    {
        Wish = wish;
        Assert.True(RtspAddress.TryParse(server.Address(title), out RtspAddress? address));
        HeadlessOptions options = new()
        {
            Client = new() { Address = address, Transport = transport, Wish = wish },
            Receiver = new() { KeepsDigests = true },
            Progress = at => _ = at.Samples > 0 && _started.TrySetResult(),
        };
        Result = new HeadlessPlayer(options, TimeProvider.System).RunAsync(_stop.Token);
    }

    public FlowSpec Wish { get; }

    /// <summary>Completes when it is over, however that came.</summary>
    public Task<PlayerResult> Result { get; }

    /// <summary>Starts one and waits until it plays, or has been refused.</summary>
    public static async Task<Viewer> StartAsync(
        RunningServer server, string title, FlowSpec wish, TransportChoice transport = TransportChoice.Udp)
    {
        Viewer viewer = new(server, title, wish, transport);
        await Task.WhenAny(viewer._started.Task, viewer.Result).WaitAsync(TimeSpan.FromSeconds(60));
        return viewer;
    }

    /// <summary>Why it was refused; null while it plays.</summary>
    public async Task<RefusalReport?> RefusalAsync()
    {
        if (!Result.IsCompleted)
            return null;
        ReceiverReport report = (await Result).Report;
        Assert.True(report.Refusal is not null, $"neither played nor refused for want of room: {report.Error}");
        return report.Refusal;
    }

    public async Task<PlayerResult> StopAsync()
    {
        await _stop.CancelAsync();
        return await Result;
    }

    public void Dispose() => _stop.Dispose();
}
