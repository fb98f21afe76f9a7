using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Protection;

namespace Streaming.Player.Protection;

/// <summary>Decides how the streams of one session are to be protected, and when the server is asked for it.</summary>
/// <remarks>
/// The receiver decides, because it alone sees how packets are lost; the server's admission decides whether it gets it. Contract: told of
/// every datagram, of streams, contracts and answers; asked by <see cref="Advance"/> when <see cref="Next"/> has come, whose wish is then
/// asked for, one at a time. Streams over a connection lose nothing, and those of servers that offer no repair cannot be protected: they
/// are not known here.
/// </remarks>
internal sealed class ProtectionAdvisor(ProtectionOptions options)
{
    /// <summary>Four looks in the second that evidence takes.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <summary>Where there was no room, the next cheaper is asked for so much later: others may be refused at that moment, too.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>A link that was full is asked for as much again only after so long.</summary>
    private static readonly TimeSpan Capped = TimeSpan.FromSeconds(60);

    private readonly List<StreamAdvice> _streams = [];
    private ProtectionWish _inForce = ProtectionWish.None;
    private ProtectionWish? _asked;
    private Instant _next = Instant.Never;

    /// <summary>When to call <see cref="Advance"/>.</summary>
    public Instant Next => _streams.Count == 0 || _asked is not null ? Instant.Never : _next;

    /// <summary>A stream is set up.</summary>
    /// <returns>Null where nothing protects it.</returns>
    public StreamAdvice? Open(StreamSetup setup)
    {
        if ((setup.Resend is null && setup.Parity is null) || StreamAdvice.NumberOf(setup.Track) is not { } number)
            return null;
        StreamAdvice stream = new(setup, number, options.Budget);
        _streams.Add(stream);
        return stream;
    }

    public void Close(StreamAdvice? stream) => _streams.RemoveAll(one => one == stream);

    /// <summary>Everything is given up for the connection.</summary>
    public void Clear()
    {
        _streams.Clear();
        (_inForce, _asked, _next) = (ProtectionWish.None, null, Instant.Never);
    }

    /// <summary>A PLAY is answered: from now on there is something to protect.</summary>
    public void Begin(Instant now) => _next = now;

    /// <summary>Nothing is sent for a while, and nothing lost.</summary>
    public void Rest() => _next = Instant.Never;

    /// <summary>Another contract is in force.</summary>
    /// <returns>The streams that have another layout with it.</returns>
    public IReadOnlyList<StreamAdvice> Adopt(Contract contract)
    {
        _inForce = ProtectionWish.Of(contract);
        List<StreamAdvice> changed = _streams.FindAll(stream => stream.InForce != _inForce[stream.Number]);
        foreach (StreamAdvice stream in changed)
        {
            stream.Changes++;
            stream.InForce = _inForce[stream.Number];
        }

        return changed;
    }

    /// <summary>The deadline has come.</summary>
    /// <param name="roundTrip">As far as it is known.</param>
    /// <returns>What is to be asked for now; null: nothing.</returns>
    public ProtectionWish? Advance(TimeSpan? roundTrip, Instant now)
    {
        if (now < Next)
            return null;
        _next = now + Tick;
        ProtectionWish wish = options.Fixed is { } layout ? Fixed(layout) : Decided(roundTrip, now);
        return wish == _inForce ? null : wish;
    }

    /// <summary>What <see cref="Advance"/> gave is asked for.</summary>
    public void Asked(ProtectionWish wish) => _asked = wish;

    /// <summary>The answer has come; a contract that came with it is adopted already.</summary>
    public void Answered(Instant now)
    {
        if (_asked is not { } asked)
            return;
        _asked = null;
        if (asked == _inForce)
            return;

        // Refused, or granted without what was asked for, which comes to the same.
        _next = Instant.Max(_next, now + (options.Fixed is null ? Pause : Capped));
        foreach (StreamAdvice stream in _streams)
        {
            bool isMore = asked[stream.Number].Overhead > _inForce[stream.Number].Overhead
                || (asked.Resend ?? Ratio.Zero) > (_inForce.Resend ?? Ratio.Zero);
            if (isMore)
                stream.Refused(now + Capped);
        }
    }

    private ProtectionWish Decided(TimeSpan? roundTrip, Instant now)
    {
        List<StreamProtection> layouts = [];
        Ratio resend = Ratio.Zero;
        foreach (StreamAdvice stream in _streams)
        {
            ProtectionDecision decision = stream.Decide(_inForce, roundTrip, now);
            if (!decision.Layout.IsNone)
                layouts.Add(new(stream.Number, decision.Layout));
            resend = decision.Resend > resend ? decision.Resend : resend;
        }

        return Wish(layouts, resend);
    }

    private ProtectionWish Fixed(ParityLayout layout)
    {
        List<StreamProtection> layouts = [];
        foreach (StreamAdvice stream in _streams)
        {
            if (!layout.IsNone && stream.Setup.Parity is not null)
                layouts.Add(new(stream.Number, layout));
        }

        bool canResend = _streams.Exists(stream => stream.Setup.Resend is not null);
        return Wish(layouts, canResend ? options.Budget.LeastResend : Ratio.Zero);
    }

    private static ProtectionWish Wish(List<StreamProtection> layouts, Ratio resend)
    {
        layouts.Sort((left, right) => left.Track.CompareTo(right.Track));
        return new(layouts, resend > Ratio.Zero ? resend : null);
    }
}
