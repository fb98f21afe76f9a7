using System.Net;
using Streaming.Lab.Real.Relaying;
using Streaming.Lab.Virtual;
using Streaming.Lab.Virtual.Viewing;
using Streaming.Player.Client;
using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Real.Viewing;

/// <summary>One viewer on sockets, from coming to going: the player's own client, and a relay that is its way to the server.</summary>
internal sealed class RealViewer : IDisposable
{
    /// <summary>How often a screen is looked at whose session is gone.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    private readonly CastMember _member;
    private readonly ViewerStage _stage;
    private readonly SkewedTime _time;
    private readonly MonotonicClock _clock;
    private readonly ImpairingRelay _relay;
    private readonly ViewerOptions _options;
    private readonly CancellationTokenSource _leaving = new();
    private readonly ViewerLife _life;

    /// <param name="address">Its own, on this machine.</param>
    /// <param name="link">What is nearest to it, as it is called for it alone.</param>
    public RealViewer(CastMember member, IPAddress address, string link, ViewerStage stage)
    {
        (_member, _stage, _time) = (member, stage, new(member.Audience.Clock.SkewPpm));
        _clock = new(_time);
        _relay = new(stage.Network, member.Number, address, stage.ServerPort)
        {
            Came = verdict => _life!.Came(verdict),
            Lost = (verdict, at, cause, when) => _life!.Lost(verdict, at, cause, when),
        };
        _options = new()
        {
            Number = member.Number,
            Id = member.Id,
            Audience = member.Audience,
            Link = link,
            Address = address,
            Server = new(address, _relay.Port),
            Seed = member.Seed,
            RunStart = stage.Start,
            Step = stage.Step,
        };
        _life = new(_options, stage, _clock, stage.Start + member.Arrives);
    }

    public string Audience => _member.Audience.Name;

    /// <summary>It was granted a contract once.</summary>
    public bool IsAdmitted => _life.News.IsAdmitted;

    /// <summary>There was no room for it.</summary>
    public bool IsRefused => _life.News.IsRefused;

    /// <summary>Comes when it is to come, stays as long as it wants to, or until it is told to leave.</summary>
    public async Task<SessionRecord> LiveAsync(CancellationToken stop)
    {
        TimeSpan wait = _stage.Start + _member.Arrives - _stage.Now;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, stop);
        for (MediaTime? from = null; await VisitAsync(from); from = _life.Position ?? from)
        {
            while (_life.Returns > _stage.Now && !_leaving.IsCancellationRequested)
            {
                await Task.Delay(Between, stop);
                _life.Idle();
            }
        }

        return _life.Record();
    }

    /// <summary>Its clock jumps.</summary>
    public void StepClock(TimeSpan by) => _time.Step(by);

    /// <summary>The run is over: it takes leave.</summary>
    public void Stop()
    {
        _life.Stop();
        _leaving.Cancel();
    }

    public void Dispose()
    {
        _relay.Dispose();
        _life.Dispose();
        _leaving.Dispose();
    }

    /// <returns>Whether it comes back.</returns>
    private async Task<bool> VisitAsync(MediaTime? from)
    {
        _life.Begins();
        PlayingOptions playing = new()
        {
            Client = ViewerWish.Of(_options, from),
            Receiver = new() { HashesSamples = false },
            Listener = _life.Screen.Playout,
            Companion = _life,
            Told = _life.Told,
        };
        Task<PlayerResult> visit = new PlayingClient(playing, _time, _clock).RunAsync(_leaving.Token);
        if (await Task.WhenAny(visit, _life.Vanished) != visit)
        {
            // Whoever vanishes says nothing more, and hears nothing: his client is then told to end, and nobody hears that.
            _relay.Silence();
            await _leaving.CancelAsync();
        }

        return _life.GoesOn((await visit).Outcome);
    }
}
