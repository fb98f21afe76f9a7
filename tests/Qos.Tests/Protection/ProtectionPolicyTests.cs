using Streaming.Primitives.Chance;
using Streaming.Qos.Protection;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Protection;

/// <summary>Which protection is chosen, and when it is changed.</summary>
public sealed class ProtectionPolicyTests
{
    private static readonly ProtectionBudget Budget = new();
    private static readonly ProtectionSnapshot Picture = new()
    {
        Recent = LossFit.None,
        Settled = LossFit.None,
        PacketsPerSecond = 400,
        RoundTrip = TimeSpan.FromMilliseconds(30),
        CanResend = true,
        CanProtect = true,
        Resend = Ratio.Percent(5),
    };

    // What is chosen

    [Fact]
    public void Where_nothing_is_lost_a_little_is_set_aside_for_resends_and_no_parity_is_sent()
    {
        ProtectionDecision decision = Choose(Picture);
        Assert.Equal((ParityLayout.None, Ratio.Percent(5), ProtectionReason.Calm), (decision.Layout, decision.Resend, decision.Why));
        Assert.Equal(Ratio.Zero, Choose(Picture with { CanResend = false }).Overhead);
    }

    [Fact]
    public void Light_loss_is_resent_where_there_is_time()
    {
        ProtectionDecision decision = Choose(Losing(GilbertElliott.Random(0.01)));
        Assert.Equal((ParityLayout.None, Ratio.Percent(5), ProtectionReason.ResendsDo), (decision.Layout, decision.Resend, decision.Why));
        Assert.True(decision.Residual <= 1e-5);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(null, true)]
    [InlineData(30, false)]
    public void The_same_loss_takes_parity_where_resends_come_too_late_or_not_at_all(int? roundTrip, bool canResend)
    {
        TimeSpan? time = roundTrip is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
        ProtectionDecision decision = Choose(Losing(GilbertElliott.Random(0.01)) with { RoundTrip = time, CanResend = canResend });
        Assert.False(decision.Layout.IsNone);
        Assert.True(decision.Overhead <= Budget.Overhead);
    }

    [Fact]
    public void A_stream_that_cannot_be_protected_is_resent_only()
    {
        ProtectionSnapshot stream = Losing(GilbertElliott.Bursts(0.1, 8)) with { CanProtect = false };
        Assert.Equal(ParityLayout.None, Choose(stream).Layout);
        Assert.Equal(Ratio.Zero, Choose(stream with { CanResend = false }).Overhead);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Against_bursts_there_are_twice_as_many_columns_as_a_burst_is_long(double burst)
    {
        ProtectionSnapshot stream = Losing(GilbertElliott.Bursts(0.01, burst)) with { CanResend = false };
        ProtectionBudget loose = Budget with { Residual = Ratio.Percent(1), Overhead = Ratio.Percent(50) };
        ProtectionDecision decision = new ProtectionChoice(stream, loose).Choose();
        Assert.True(decision.Layout.IsNone || decision.Layout.Columns >= 2 * burst, $"{decision}");
        decision = new ProtectionChoice(stream, Budget with { Residual = new(2_000_000) }).Choose();
        Assert.True(decision.Layout.HasColumnParity && decision.Layout.Columns >= 2 * burst, $"{decision}");
    }

    [Fact]
    public void Slow_streams_get_small_blocks()
    {
        ProtectionSnapshot sound = Losing(GilbertElliott.Random(0.02)) with { PacketsPerSecond = 45, CanResend = false };
        ProtectionDecision decision = Choose(sound);
        Assert.False(decision.Layout.IsNone);
        Assert.True(decision.Layout.Span / 45.0 <= 0.5, $"{decision}");
    }

    [Theory]
    [Seeds(100)]
    public void What_is_chosen_is_within_the_budget_and_nothing_cheaper_on_the_ladder_would_do(ulong seed)
    {
        SeededRandom random = new(seed);
        ProtectionSnapshot stream = Losing(GilbertElliott.Random(random.NextDouble() * 0.05)) with
        {
            PacketsPerSecond = 30 + random.Next(1_000), CanResend = false, Resend = Ratio.Zero,
        };
        ProtectionBudget budget = Budget with
        {
            Overhead = Ratio.Percent(5 + random.Next(60)), Residual = new(10_000 * (1 + random.Next(1_000))),
        };
        ProtectionDecision decision = new ProtectionChoice(stream, budget).Choose();
        Assert.True(decision.Overhead <= budget.Overhead, $"{decision}");
        Assert.True(decision.Layout.Span / stream.PacketsPerSecond <= budget.Delay.TotalSeconds, $"{decision}");
        if (decision.Why != ProtectionReason.ParityDoes)
            return;
        foreach (ParityLayout layout in ProtectionLadder.Layouts.Where(one => one.Overhead < decision.Layout.Overhead))
        {
            double left = ResidualLoss.Of(layout, decision.Against);
            bool isTooSlow = layout.Span / stream.PacketsPerSecond > budget.Delay.TotalSeconds;
            Assert.True(isTooSlow || left > budget.Residual.Billionths / 1e9, $"{layout} for {decision}");
        }
    }

    [Fact]
    public void What_cannot_be_mended_as_wanted_is_mended_as_well_as_the_budget_allows()
    {
        ProtectionDecision decision = Choose(Losing(GilbertElliott.Bursts(0.04, 4)) with { RoundTrip = null });
        Assert.Equal(ProtectionReason.BestInBudget, decision.Why);
        Assert.True(decision.Residual > 1e-5 && decision.Residual < 0.02);
        Assert.True(decision.Overhead <= Budget.Overhead);
    }

    [Fact]
    public void What_cannot_even_be_halved_gets_no_parity()
    {
        ProtectionDecision decision = Choose(Losing(GilbertElliott.Random(0.5)) with { RoundTrip = null });
        Assert.Equal((ProtectionReason.Futile, ParityLayout.None), (decision.Why, decision.Layout));
    }

    // When it is changed

    [Fact]
    public void More_comes_after_a_second_of_evidence_and_not_before()
    {
        ProtectionPolicy policy = new(Budget);
        ProtectionSnapshot hurt = Losing(GilbertElliott.Bursts(0.04, 4));
        Assert.Equal(ParityLayout.None, policy.Decide(hurt, At(10)).Layout);
        Assert.Equal(ParityLayout.None, policy.Decide(Picture, At(10.5)).Layout);
        Assert.Equal(ParityLayout.None, policy.Decide(hurt, At(11)).Layout);
        Assert.Equal(ParityLayout.None, policy.Decide(hurt, At(11.9)).Layout);
        Assert.False(policy.Decide(hurt, At(12)).Layout.IsNone);
    }

    [Fact]
    public void Less_comes_after_twenty_seconds_of_calm_without_a_break()
    {
        ProtectionPolicy policy = new(Budget);
        LossFit losses = new(GilbertElliott.Bursts(0.02, 3), 10_000, 100);
        ProtectionSnapshot calm = Picture with { RoundTrip = null };
        ParityLayout present = Choose(calm with { Settled = losses }).Layout;
        calm = calm with { Layout = present };
        Assert.Equal(present, policy.Decide(calm, At(0)).Layout);
        Assert.Equal(present, policy.Decide(calm, At(19)).Layout);
        ProtectionSnapshot hurt = calm with { Settled = losses };
        Assert.Equal(present, policy.Decide(hurt, At(19.5)).Layout);
        Assert.Equal(present, policy.Decide(calm, At(20)).Layout);
        Assert.Equal(present, policy.Decide(calm, At(39.9)).Layout);
        Assert.Equal(ParityLayout.None, policy.Decide(calm, At(40)).Layout);
    }

    [Fact]
    public void What_a_slower_stream_makes_too_slow_gives_way_after_the_calm()
    {
        ProtectionPolicy policy = new(Budget);
        ProtectionSnapshot slow = Losing(GilbertElliott.Random(0.02)) with
        {
            PacketsPerSecond = 45, CanResend = false, Resend = Ratio.Zero, Layout = ParityLayout.OfColumns(20, 5),
        };
        Assert.Equal(slow.Layout, policy.Decide(slow, At(0)).Layout);
        ParityLayout quick = policy.Decide(slow, At(20)).Layout;
        Assert.True(quick.Span / 45.0 <= 0.5, $"{quick}");
    }

    [Theory]
    [Seeds(20)]
    public void Whatever_the_loss_does_only_more_follows_soon_on_a_change(ulong seed)
    {
        SeededRandom random = new(seed);
        LossyLine line = new(GilbertElliott.Lossless, seed);
        LossHistory history = new();
        ProtectionPolicy policy = new(Budget);
        ProtectionSnapshot stream = Picture with { PacketsPerSecond = 200, RoundTrip = TimeSpan.FromMilliseconds(30 + random.Next(300)) };
        Instant? changed = null;
        int changes = 0;
        for (int step = 0; step < 4 * 240; step++)
        {
            Instant now = At(step * 0.25);
            if (random.Next(20) == 0)
                line.Model = GilbertElliott.Bursts(random.Next(3) == 0 ? 0 : random.NextDouble() * 0.1, 1 + random.Next(10));
            for (int i = 0; i < 50; i++)
                history.Accept(line.LosesNext(), 1, now);
            stream = stream with { Recent = Fit(history, 2, now), Settled = Fit(history, 25, now) };
            ProtectionDecision decision = policy.Decide(stream, now);
            if (decision.Layout == stream.Layout && decision.Resend == stream.Resend)
                continue;
            double before = new ProtectionChoice(stream, Budget).Judge(stream.Layout, stream.Resend).Residual;
            bool isSoon = changed is { } last && now - last < ProtectionPolicy.Calm;
            Assert.True(!isSoon || decision.Residual < before, $"{stream.Layout} to {decision} at {now}");
            Assert.True(changed is not { } one || now - one >= ProtectionPolicy.Evidence);
            stream = stream with { Layout = decision.Layout, Resend = decision.Resend };
            changed = now;
            changes++;
        }

        // Four minutes: each calm may see the ladder climbed, but nobody climbs it to the top each time.
        Assert.InRange(changes, 1, 40);
    }

    [Fact]
    public void Steady_loss_is_answered_once()
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            LossyLine line = new(GilbertElliott.Bursts(0.03, 4), seed);
            LossHistory history = new();
            ProtectionPolicy policy = new(Budget);
            ProtectionSnapshot stream = Picture with { RoundTrip = TimeSpan.FromMilliseconds(500) };
            List<(Instant At, ProtectionDecision Decision)> changes = [];
            for (int step = 0; step < 4 * 60; step++)
            {
                for (int i = 0; i < 100; i++)
                    history.Accept(line.LosesNext(), 1, At(step * 0.25));
                stream = stream with { Recent = Fit(history, 2, At(step * 0.25)), Settled = Fit(history, 25, At(step * 0.25)) };
                ProtectionDecision decision = policy.Decide(stream, At(step * 0.25));
                if (decision.Layout == stream.Layout && decision.Resend == stream.Resend)
                    continue;
                changes.Add((At(step * 0.25), decision));
                stream = stream with { Layout = decision.Layout, Resend = decision.Resend };
            }

            Assert.InRange(changes.Count, 1, 4);
            Assert.True(changes[0].At <= At(4), $"seed {seed}: {changes[0]}");
        }
    }

    private static Instant At(double seconds) => Instant.FromSeconds(seconds);

    private static LossFit Fit(LossHistory history, int seconds, Instant now) =>
        LossFitter.Fit(history.Last(TimeSpan.FromSeconds(seconds), now));

    private static ProtectionDecision Choose(ProtectionSnapshot stream) => new ProtectionChoice(stream, Budget).Choose();

    /// <summary>A picture of which so much has been lost for long.</summary>
    private static ProtectionSnapshot Losing(GilbertElliott model) =>
        Picture with { Recent = new(model, 10_000, 100), Settled = new(model, 100_000, 1_000) };
}
