using Streaming.Player.Protection;
using Streaming.Player.Reporting;
using Streaming.Player.Tests.Contracts;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Protection;

namespace Streaming.Player.Tests.Protection;

/// <summary>When a receiver asks for which protection, and what becomes of that: a whole receiver against a scripted server.</summary>
public sealed class ProtectionAdvisorTests
{
    private static readonly GilbertElliott Bursts = GilbertElliott.Bursts(0.04, 4);

    /// <summary>Nothing is resent, so that the layout decides.</summary>
    private static readonly ProtectionOptions ParityOnly = new()
    {
        Budget = new() { Residual = Ratio.Percent(1), LeastResend = Ratio.Zero },
    };

    [Fact]
    public void Playing_begins_with_a_little_for_resends_and_no_parity_and_stays_so_while_nothing_is_lost()
    {
        using ProtectedReceiver receiver = new ProtectedReceiver().Play(60);
        (double at, FlowSpec spec) = Assert.Single(receiver.Wishes);
        Assert.True(at < 0.5, $"{at}");
        Assert.Equal("class=controlled-load; buffer=1s; rtx=5%", FlowSpecText.Format(spec));
        Assert.Empty(receiver.Said);
    }

    [Fact]
    public void Bursts_are_answered_within_three_seconds_and_the_end_of_them_within_half_a_minute_or_so()
    {
        using ProtectedReceiver receiver = new ProtectedReceiver(ParityOnly).Play(10);
        receiver.Losses = Bursts;
        receiver.Play(20);
        (double at, FlowSpec spec) = receiver.Wishes[0];
        Assert.InRange(at, 11, 14);
        StreamProtection protection = Assert.Single(spec.Protection);
        Assert.Equal(1, protection.Track);
        Assert.True(protection.Layout.HasColumnParity && protection.Layout.Overhead <= Ratio.Percent(25), $"{protection}");
        Assert.Equal(receiver.Advice.InForce, receiver.Wishes[^1].Spec.Protection[0].Layout);
        Assert.Contains(" loss in bursts of ", receiver.Said[0], StringComparison.Ordinal);
        string more = $": protecting the sound with {protection.Layout}, {protection.Layout.Overhead.Billionths / 1e7:0.#} % more";
        Assert.EndsWith(more, receiver.Said[0], StringComparison.Ordinal);

        int asked = receiver.Wishes.Count;
        double calm = receiver.Now;
        receiver.Losses = GilbertElliott.Lossless;
        receiver.Play(60);
        (at, spec) = receiver.Wishes[^1];
        Assert.Empty(spec.Protection);
        Assert.InRange(at - calm, 20, 50);
        Assert.InRange(receiver.Wishes.Count - asked, 1, 2);
        Assert.Equal("no loss: no parity for the sound any more", receiver.Said[^1]);
    }

    [Fact]
    public void What_there_is_no_room_for_stays_as_it_is_and_the_next_cheaper_is_asked_for_after_a_pause()
    {
        using ProtectedReceiver receiver = new(ParityOnly)
        {
            Losses = GilbertElliott.Bursts(0.03, 2),
            Refuses = spec => spec.Protection.Any(one => one.Layout.Overhead > Ratio.Percent(13)) ? Contracted.Refusal : null,
        };
        receiver.Play(50);
        List<(double At, Ratio Overhead)> asked =
            [.. receiver.Wishes.Select(wish => (wish.At, ProtectionWish.Of(wish.Spec)[1].Overhead))];
        Assert.True(asked.Count is > 1 and < 10, $"{asked.Count}");
        for (int i = 1; i < asked.Count; i++)
        {
            Assert.True(asked[i].At - asked[i - 1].At >= 5 || asked[i - 1].Overhead <= Ratio.Percent(13));
            Assert.True(asked[i].Overhead < asked[i - 1].Overhead || asked[i - 1].Overhead <= Ratio.Percent(13));
        }

        Assert.False(receiver.Advice.InForce.IsNone);
        Assert.True(receiver.Advice.InForce.Overhead <= Ratio.Percent(13));
        Assert.DoesNotContain(receiver.Said, one => one.StartsWith("finished", StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_that_grants_nothing_is_not_asked_all_the_time()
    {
        using ProtectedReceiver receiver = new(ParityOnly) { Losses = Bursts, Refuses = _ => Contracted.Refusal };
        receiver.Play(60);
        Assert.InRange(receiver.Wishes.Count, 2, 12);
        Assert.True(receiver.Advice.InForce.IsNone);
        Assert.True(receiver.Session.Outcome is null);
    }

    [Fact]
    public void The_viewers_wishes_and_protection_take_nothing_from_each_other()
    {
        using ProtectedReceiver receiver = new ProtectedReceiver(ParityOnly) { Losses = Bursts }.Play(10);
        Assert.NotEmpty(receiver.Wishes[^1].Spec.Protection);
        ParityLayout layout = receiver.Advice.InForce;
        FlowSpec wish = new() { Class = ServiceClass.BestEffort, MaxRate = BitRate.Mbps(3) };
        Assert.True(receiver.Session.Ask(wish, Instant.FromSeconds(receiver.Now)));
        receiver.Play(0.1);
        FlowSpec viewers = receiver.Wishes[^1].Spec;
        Assert.Equal((ServiceClass.BestEffort, BitRate.Mbps(3), layout), (viewers.Class, viewers.MaxRate, viewers.Protection[0].Layout));

        receiver.Losses = GilbertElliott.Lossless;
        receiver.Play(60);
        FlowSpec last = receiver.Wishes[^1].Spec;
        Assert.Equal((ServiceClass.BestEffort, BitRate.Mbps(3), 0), (last.Class, last.MaxRate, last.Protection.Count));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Who_is_offered_nothing_or_plays_over_the_connection_asks_for_nothing(bool offersRepair, bool isTcp)
    {
        using ProtectedReceiver receiver = new(ParityOnly, offersRepair, isTcp) { Losses = Bursts };
        receiver.Play(20);
        Assert.Empty(receiver.Wishes);
        Assert.Null(receiver.Session.Streams[0].Advice);
    }

    [Fact]
    public void One_layout_is_asked_for_at_the_beginning_and_kept_whatever_is_lost()
    {
        using ProtectedReceiver receiver = new(new() { Fixed = ParityLayout.OfBoth(5, 5) });
        receiver.Play(5).Losses = Bursts;
        receiver.Play(30);
        (double at, FlowSpec spec) = Assert.Single(receiver.Wishes);
        Assert.True(at < 0.5);
        Assert.Equal("class=controlled-load; buffer=1s; fec=1:5x5+rows; rtx=5%", FlowSpecText.Format(spec));
        Assert.Equal("as asked for: protecting the sound with 5x5+rows, 40 % more", Assert.Single(receiver.Said));
    }

    [Fact]
    public void The_report_says_what_was_asked_what_is_in_force_and_why()
    {
        using ProtectedReceiver receiver = new ProtectedReceiver(ParityOnly) { Losses = Bursts }.Play(20);
        StreamReport stream = ReportJson.Read(ReportJson.Write(receiver.Session.Report(Instant.FromSeconds(receiver.Now)))).Streams[0];
        ProtectionReport report = stream.Protection!;
        Assert.Equal($"{receiver.Advice.InForce}", report.InForce);
        Assert.Contains("loss in bursts of", report.Why, StringComparison.Ordinal);
        Assert.InRange(report.LossPercent, 1, 12);
        Assert.InRange(report.MeanBurst, 2, 9);
        Assert.True(report.Changes >= 1);
    }
}
