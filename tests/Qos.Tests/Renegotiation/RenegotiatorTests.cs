using Streaming.Primitives.Chance;
using Streaming.Qos.Renegotiation;
using Streaming.Qos.Safety;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Renegotiation;

public sealed class RenegotiatorTests
{
    private static readonly BitRate[] Rates =
        [BitRate.Kbps(5_000), BitRate.Kbps(2_500), BitRate.Kbps(1_000), BitRate.Kbps(400), BitRate.Kbps(100)];

    private readonly Renegotiator _policy = new(Rates, new Instant(0));
    private readonly List<(double Second, int Level, MoveReason Why)> _moves = [];
    private int _level;
    private double _second;

    [Fact]
    public void What_has_no_room_goes_down_at_once_and_straight_to_what_fits()
    {
        Run(10, _ => new() { Level = _level, Fits = 0 });
        Run(1, _ => new() { Level = _level, Fits = 3, Shortage = MoveReason.LinkShrank });
        Run(1, _ => new() { Level = _level, Fits = 4, Shortage = MoveReason.Preempted });
        Assert.Equal([(10, 3, MoveReason.LinkShrank), (11, 4, MoveReason.Preempted)], _moves);
    }

    [Fact]
    public void Nothing_fits_any_more_and_the_session_ends_with_the_reason() => Assert.Equal(
        new RenegotiationVerb.End(MoveReason.Preempted),
        _policy.Decide(new SessionSnapshot { Level = 4, Fits = null, Shortage = MoveReason.Preempted }, new(0)));

    [Fact]
    public void Up_it_goes_where_there_has_been_room_for_the_hold_without_a_break()
    {
        Run(1, _ => new() { Level = _level, Fits = 2, Shortage = MoveReason.LinkShrank });
        Run(18, _ => new() { Level = _level, Fits = 0 });
        Run(1, _ => new() { Level = _level, Fits = 1 });
        Run(15, _ => new() { Level = _level, Fits = 0 });

        // The break concerned level 0 only: for level 1 there was room all the time.
        Assert.Equal([(0, 2, MoveReason.LinkShrank), (21, 1, MoveReason.RoomAgain)], _moves);
        Run(15, _ => new() { Level = _level, Fits = 0 });
        Assert.Equal((40, 0, MoveReason.RoomAgain), _moves[^1]);
    }

    [Fact]
    public void The_client_gets_less_at_once_and_more_when_there_is_room()
    {
        Run(1, _ => new() { Level = _level, Fits = 0, Wished = 2 });
        Assert.Equal((0, 2, MoveReason.ClientWish), Assert.Single(_moves));
        Run(30, _ => new() { Level = _level, Fits = 0, Wished = 2 });
        Assert.Single(_moves);
        Run(1, _ => new() { Level = _level, Fits = 0, Wished = 1 });
        Assert.Equal((31, 1, MoveReason.RoomAgain), _moves[^1]);
    }

    [Theory, Seeds(100)]
    public void On_a_link_that_flaps_every_second_it_changes_at_most_once_in_ten_and_ends_at_the_top(ulong seed)
    {
        // An hour; asked ten times a second, the capacity changes at every full one: by turns, by chance, to one low or to several.
        SeededRandom random = new(seed);
        int low = 1 + random.Next(4);
        bool isByTurns = seed % 2 == 0;
        int fits = 0;
        Run(36_000, tick =>
        {
            if (tick % 10 == 0)
                fits = isByTurns ? (fits == 0 ? low : 0) : random.Next(2) == 0 ? low : 0;
            return new() { Level = _level, Fits = fits, Shortage = MoveReason.LinkShrank };
        }, step: 0.1);

        // By chance a link stands still for twenty seconds once in a while, and then somebody believes it; by turns it never does.
        Assert.InRange(_moves.Count, 1, isByTurns ? 1 : 7);
        double stopped = _second;
        Run(600, _ => new() { Level = _level, Fits = 0 });
        Assert.Equal(0, _level);
        Assert.InRange(_moves[^1].Second, 0, stopped + _policy.Hold.TotalSeconds + 1);
    }

    [Fact]
    public void A_slow_flap_is_tried_less_and_less_often()
    {
        // A minute with room, ten seconds without, for six hours: every try fails within its probation.
        List<int> perHour = [];
        for (int hour = 0; hour < 6; hour++)
        {
            int before = _moves.Count;
            Run(3_600, second => new() { Level = _level, Fits = second % 50 < 40 ? 0 : 2, Shortage = MoveReason.LinkShrank });
            perHour.Add(_moves.Count - before);
        }

        // Without the back-off there would be 144 changes an hour.
        Assert.All(perHour, moves => Assert.InRange(moves, 0, 26));

        // At the latest after the longest hold it is at the top again, and a long calm makes it quick again.
        Run(60 * 8, _ => new() { Level = _level, Fits = 0 });
        Assert.Equal(0, _level);
        Run(3_600, _ => new() { Level = _level, Fits = 0 });
        Assert.Equal(RenegotiationOptions.Default.FirstHold, _policy.Hold);
    }

    [Fact]
    public void Losses_are_answered_one_level_at_a_time_and_healed_one_level_at_a_time()
    {
        // The path carries level 2; the links know nothing of that.
        Run(30, _ => Hurt(_level < 2));
        Assert.Equal([(10, 1, MoveReason.Loss), (21, 2, MoveReason.Loss)], _moves);

        // It heals: one step after a hold, the next after another.
        _moves.Clear();
        Run(120, _ => Hurt(false));
        Assert.Equal(2, _moves.Count);
        Assert.Equal([1, 0], _moves.Select(move => move.Level));
        Assert.InRange(_moves[1].Second - _moves[0].Second, 20, 40);
    }

    [Fact]
    public void A_path_that_never_heals_is_tried_ever_more_rarely()
    {
        Run(7_200, _ => Hurt(_level < 2));
        AssertSpacing(10);
        int firstHour = _moves.Count(move => move.Second < 3_600);
        Assert.InRange(firstHour, 4, 60);
        Assert.InRange(_moves.Count - firstHour, 0, 26);
    }

    [Fact]
    public void Moves_that_do_not_help_are_not_repeated_endlessly()
    {
        // Somebody else's losses: 5 % at every level.
        Run(3_600, _ => Hurt(true));
        Assert.Equal([1, 2], _moves.Select(move => move.Level));

        // When they are over, everything is forgotten.
        Run(300, _ => Hurt(false));
        Assert.Equal(0, _level);
        _moves.Clear();
        Run(60, _ => Hurt(true));
        Assert.Equal(2, _moves.Count);
    }

    [Fact]
    public void The_breaker_is_obeyed_at_once()
    {
        SessionSnapshot session = new() { Level = 1, Fits = 0, Breaker = BreakerVerdict.ReduceTenfold };
        Assert.Equal(new RenegotiationVerb.MoveTo(4, MoveReason.Breaker), _policy.Decide(session, new(0)));
        Assert.Equal(new RenegotiationVerb.End(MoveReason.Breaker), _policy.Decide(session with { Level = 3 }, new(0)));
        Assert.Equal(
            new RenegotiationVerb.End(MoveReason.Breaker), _policy.Decide(session with { Breaker = BreakerVerdict.Cease }, new(0)));
    }

    [Fact]
    public void Who_was_told_to_send_a_tenth_comes_back_one_level_at_a_time()
    {
        Run(1, _ => new() { Level = _level, Fits = 0, Breaker = BreakerVerdict.ReduceTenfold });
        Run(300, _ => Hurt(false));
        Assert.Equal([3, 2, 1, 0], _moves.Select(move => move.Level));
        AssertSpacing(20);
    }

    [Theory, Seeds(100)]
    public void Whatever_happens_it_never_stays_above_what_fits_and_never_goes_above_the_wish(ulong seed)
    {
        SeededRandom random = new(seed);
        int fits = 0, wished = 0;
        bool isHurt = false;
        Run(5_000, _ =>
        {
            fits = random.Next(20) == 0 ? random.Next(Rates.Length) : fits;
            wished = random.Next(200) == 0 ? random.Next(Rates.Length) : wished;
            isHurt = random.Next(30) == 0 ? !isHurt : isHurt;
            return new() { Level = _level, Fits = fits, Wished = wished, IsHurt = isHurt, Loss = Ratio.Percent(random.Next(20)) };
        }, check: () => Assert.True(_level >= fits && _level >= wished));
        Assert.InRange(_policy.Hold, RenegotiationOptions.Default.FirstHold, RenegotiationOptions.Default.LongestHold);
    }

    private SessionSnapshot Hurt(bool isHurt) =>
        new() { Level = _level, Fits = 0, IsHurt = isHurt, Loss = isHurt ? Ratio.Percent(5) : Ratio.Zero };

    /// <summary>Asks at every step and carries out the verb.</summary>
    private void Run(int steps, Func<int, SessionSnapshot> session, double step = 1, Action? check = null)
    {
        for (int i = 0; i < steps; i++, _second += step)
        {
            if (_policy.Decide(session(i), Instant.FromSeconds(Math.Round(_second, 3))) is RenegotiationVerb.MoveTo move)
            {
                Assert.NotEqual(_level, move.Level);
                _level = move.Level;
                _moves.Add((Math.Round(_second, 3), move.Level, move.Why));
            }

            check?.Invoke();
        }
    }

    private void AssertSpacing(double seconds) => Assert.All(
        _moves.Zip(_moves.Skip(1)), pair => Assert.True(pair.Second.Second - pair.First.Second >= seconds, $"{pair.First} {pair.Second}"));
}
