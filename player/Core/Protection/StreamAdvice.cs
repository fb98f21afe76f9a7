using System.Globalization;
using Streaming.Formats.Rtp;
using Streaming.Player.Sessions;
using Streaming.Qos.Protection;

namespace Streaming.Player.Protection;

/// <summary>What one stream loses, and how it should be protected for it.</summary>
public sealed class StreamAdvice
{
    /// <summary>What calls for more protection: a second of evidence, and the one before it.</summary>
    private static readonly TimeSpan Recently = TimeSpan.FromSeconds(2);

    /// <summary>Long enough for the mean of a film's rate over a scene, short enough to follow another rendition.</summary>
    private static readonly TimeSpan RateTime = TimeSpan.FromSeconds(10);

    private readonly LossHistory _history = new();
    private readonly PacketWatch _watch;
    private readonly ProtectionPolicy _policy;
    private readonly ProtectionBudget _budget;
    private Instant? _first;
    private Instant _cappedUntil;

    internal StreamAdvice(StreamSetup setup, int number, ProtectionBudget budget)
    {
        (Setup, Number, _budget) = (setup, number, budget);
        _watch = new(_history);
        _policy = new(budget);
    }

    /// <summary>By which a flow specification names the stream.</summary>
    public int Number { get; }

    /// <summary>What was decided last; null where nothing was, because the layout is given.</summary>
    public ProtectionDecision? Decision { get; private set; }

    /// <summary>The layout in force.</summary>
    public ParityLayout InForce { get; internal set; }

    /// <summary>How often another layout came into force.</summary>
    public int Changes { get; internal set; }

    internal StreamSetup Setup { get; }

    /// <summary>The number in the address of a track's control: <c>…/trackID=2</c>; null where there is none, and parity cannot be asked
    /// for.</summary>
    internal static int? NumberOf(OfferedTrack track)
    {
        const string Name = "trackID=";
        int at = track.ControlUrl.LastIndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        ReadOnlySpan<char> rest = track.ControlUrl.AsSpan(at + Name.Length);
        int length = rest.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(length < 0 ? rest : rest[..length], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;
    }

    /// <summary>A datagram has come for the stream; only what its own source sends for the first time counts.</summary>
    internal void Heard(ReadOnlySpan<byte> datagram, Ssrc? source, Instant now)
    {
        if (!RtpHeader.TryParse(datagram, out RtpHeader header, out _, out _)
            || header.PayloadType != Setup.Track.Payload!.PayloadType
            || header.Ssrc != source)
            return;
        _first ??= now;
        _watch.Accept(header.Ssrc, header.Sequence, now);
    }

    /// <summary>What should be in force.</summary>
    internal ProtectionDecision Decide(ProtectionWish inForce, TimeSpan? roundTrip, Instant now)
    {
        _watch.Settle(now);
        if (_policy.Budget != _budget && now >= _cappedUntil)
            _policy.Budget = _budget;
        ProtectionSnapshot snapshot = new()
        {
            Recent = LossFitter.Fit(_history.Last(Recently, now)),
            Settled = LossFitter.Fit(_history.Last(LossHistory.Longest, now)),
            PacketsPerSecond = Rate(now),
            RoundTrip = roundTrip,
            CanResend = Setup.Resend is not null,
            CanProtect = Setup.Parity is not null,
            Layout = inForce[Number],
            Resend = inForce.Resend ?? Ratio.Zero,
        };
        ProtectionDecision decision = _policy.Decide(snapshot, now);
        Decision = decision;
        return decision;
    }

    /// <summary>There is no room for what was decided: until then something cheaper is looked for.</summary>
    internal void Refused(Instant until)
    {
        Ratio less = new(Math.Max(0, (Decision?.Overhead.Billionths ?? 0) - 1));
        _policy.Budget = _budget with { Overhead = less, LeastResend = less < _budget.LeastResend ? Ratio.Zero : _budget.LeastResend };
        _cappedUntil = until;
    }

    private double Rate(Instant now)
    {
        if (_first is not { } first)
            return 0;
        TimeSpan time = now - first < RateTime ? now - first : RateTime;
        return time > TimeSpan.Zero ? _history.Last(time, now).Packets / time.TotalSeconds : 0;
    }
}
