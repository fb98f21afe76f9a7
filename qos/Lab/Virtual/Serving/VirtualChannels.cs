using System.Net;
using Streaming.Lab.Scenarios;
using Streaming.Server.Channels;
using Streaming.Server.Host.Channels;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>The channels of a virtual server: the product's, stepped when they are due.</summary>
internal sealed class VirtualChannels : IChannels, ISendEvents
{
    /// <summary>How often they are looked after when nothing happens.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ChannelStage _stage;
    private readonly ChannelRun[] _runs;

    public VirtualChannels(IReadOnlyList<ChannelTerms> channels, ChannelStage stage, Instant now)
    {
        _stage = stage;
        _runs = [.. channels.Select((terms, i) => new ChannelRun(Section(terms, i), isKept: false, stage, this))];
        Next = _runs.Length > 0 ? now : Instant.Never;
    }

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant Next { get; private set; }

    public IReadOnlyList<string> Names => [.. _runs.Select(run => run.Name)];

    public ChannelFacts? Find(string name) => Array.Find(_runs, run => run.Name == name) is { } run
        ? new(run.Settings, run.Sender) { Source = run.Source, Waiting = run.Waiting }
        : null;

    public void Advance(Instant now)
    {
        Next = now + Interval;
        foreach (ChannelRun run in _runs)
            Completed.Now(run.StepAsync(now, _stage.Wall));
    }

    void ISendEvents.Ended(ISender sender) => Wake();

    void ISendEvents.Failed(ISender sender, string reason) => Wake();

    void ISendEvents.News(ISender sender) => Wake();

    void ISendEvents.Heard(ISender sender, IPEndPoint from)
    {
        // Members are sessions of RTSP, which see to it themselves.
    }

    private void Wake() => Next = Instant.Min(Next, _stage.Clock.Now);

    /// <summary>Each has groups of its own, more than a channel has lanes.</summary>
    private static ChannelSection Section(ChannelTerms terms, int number)
    {
        ChannelSection section = new(terms.Name);
        TimeSpan delay = terms.Delay ?? section.Delay;
        return section with
        {
            Play = terms.Titles,
            Group = new IPAddress([239, 255, (byte)(number + 1), 1]),
            Delay = delay,
            MostDelay = delay > section.MostDelay ? delay : section.MostDelay,
            Parity = terms.Parity ?? ParityLayout.None,
            Announce = false,
        };
    }
}
