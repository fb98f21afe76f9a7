using Streaming.Lab.Expectations;

namespace Streaming.Lab.Tests.Expectations;

public sealed class ExpectationReaderTests
{
    internal static readonly ExpectationNames Names = new(
        ["plain", "interleaved"],
        new SortedDictionary<string, long> { ["home"] = 20, ["phone"] = 30 },
        ["film", "lobby"],
        ["uplink", "wifi"]);

    [Theory]
    [InlineData("p99 skew_ms < 10", "p99 skew_ms | < | 10 |  | ")]
    [InlineData("p99.9 delay_ms<=0.2s", "p99.9 delay_ms | <= | 200 |  | ")]
    [InlineData("stalls == 0 for class guaranteed", "stalls for class guaranteed | == | 0 |  | ")]
    [InlineData("stalls for class guaranteed == 0", "stalls for class guaranteed | == | 0 |  | ")]
    [InlineData("admitted in plain >= 40", "admitted | >= | 40 | plain | ")]
    [InlineData("admitted >= 40 in plain", "admitted | >= | 40 | plain | ")]
    [InlineData("missing in interleaved < 0.5 * missing in plain", "missing | < | 0.5 | interleaved | missing in plain")]
    [InlineData("missing in interleaved<0.5*missing in plain", "missing | < | 0.5 | interleaved | missing in plain")]
    [InlineData("loss >= late", "loss | >= | 1 |  | late in ")]
    [InlineData("max used for link uplink <= 800 Mb/s", "max used for link uplink | <= | 800000000 |  | ")]
    [InlineData("packets > 1,000,000", "packets | > | 1000000 |  | ")]
    [InlineData("utilisation for link wifi < 120%", "utilisation for link wifi | < | 120 |  | ")]
    [InlineData("kept == 100 %", "kept | == | 100 |  | ")]
    [InlineData("mean stalls in plain for title lobby < 0.5", "mean stalls for title lobby | < | 0.5 | plain | ")]
    public void What_is_written_is_what_is_read(string text, string read)
    {
        Expectation? one = ExpectationReader.Read(text, 7, Names, out string mistake);
        Assert.Equal("", mistake);
        string right = one!.Right is { } other ? $"{other.Text} in {other.Variant}" : "";
        Assert.Equal(read, $"{one.Left.Text} | {one.Comparison.Sign} | {one.Number} | {one.Left.Variant} | {right}");
        Assert.Equal((text, 7), (one.Text, one.Line));
    }

    [Theory]
    [InlineData("", "it ends where a metric is expected: write for example 'stalls == 0'")]
    [InlineData("stals == 0", "there is no metric 'stals'; did you mean 'stalls'?")]
    [InlineData("p100 skew_ms < 10", "there is no aggregate 'p100', but mean, median, min, max, sum, p50 … p99.9")]
    [InlineData("avg skew_ms < 10", "there is no aggregate 'avg', but mean, median, min, max, sum, p50 … p99.9")]
    [InlineData("medain skew_ms < 10", "did you mean 'median'?")]
    [InlineData("stalls", "it ends where one of < <= > >= == != and a number are expected")]
    [InlineData("stalls = 0", "write '==' where two values are to be equal")]
    [InlineData("stalls 0", "'0' stands where one of < <= > >= == != is expected")]
    [InlineData("stalls ==", "it ends where a metric is expected")]
    [InlineData("stalls == none", "there is no metric 'none'")]
    [InlineData("stalls == 0 always", "nothing is expected behind the number, and there is 'always'")]
    [InlineData("stalls == 0 for class gold", "there is no class 'gold', but guaranteed, controlled-load, best-effort")]
    [InlineData("stalls == 0 for home", "behind 'for' stands class, viewers, title or link, and a name, not 'home'")]
    [InlineData("stalls == 0 for viewers hme", "there is no audience 'hme'; did you mean 'home'?")]
    [InlineData("stalls for viewers home == 0 for viewers home", "'for' stands there twice")]
    [InlineData("stalls == 0 in plan", "there is no variant 'plan'; did you mean 'plain'?")]
    [InlineData("loss < 0.5", "loss is measured in %: write 0.5%")]
    [InlineData("used < 5", "used is measured in Mb/s, kb/s, b/s, Gb/s: write 5Mb/s")]
    [InlineData("delay_ms < 5Mb/s", "delay_ms is measured in ms, us, s, min, not in 'Mb/s'")]
    [InlineData("stalls < 5%", "stalls is a plain number: leave out '%'")]
    [InlineData("loss < 101%", "loss is never above 100 %: < 101 % cannot be meant")]
    [InlineData("loss > 100%", "loss is never above 100 %: > 100 % cannot be meant")]
    [InlineData("stalls < 0", "stalls is never below 0: nothing can be < 0")]
    [InlineData("delay_ms > -5", "delay_ms is never below 0: nothing can be > -5")]
    [InlineData("stalls == 1.5", "stalls is a whole number: nothing is 1.5")]
    [InlineData("admitted >= 51", "there are 50 viewers: admitted is never >= 51")]
    [InlineData("admitted > 20 for viewers home", "there are 20 viewers: admitted is never > 20")]
    [InlineData("mean admitted > 2", "admitted is one number of a run: leave out 'mean'")]
    [InlineData("packets > 2 for viewers home", "packets is of the whole run: leave out 'for viewers home'")]
    [InlineData("queue_ms < 2 for viewers home", "queue_ms is of links: write 'for link NAME'")]
    [InlineData("sum skew_ms < 2", "a sum of skew_ms says nothing: write mean, or p99")]
    [InlineData("loss < delay_ms", "loss and delay_ms cannot be compared: one is a share, the other a time")]
    [InlineData("loss < 2% * late", "what is multiplied with is a plain number: leave out '%'")]
    [InlineData("loss < -2 * late", "nothing is ever negative: leave out the minus")]
    public void What_is_wrong_is_said_with_what_to_write(string text, string mistake)
    {
        Assert.Null(ExpectationReader.Read(text, 1, Names, out string said));
        Assert.Contains(mistake, said);
        Assert.DoesNotContain('\n', said);
    }

    [Fact]
    public void Without_variants_there_is_none_to_be_looked_at()
    {
        Assert.Null(ExpectationReader.Read("stalls == 0 in plain", 1, Names with { Variants = [] }, out string said));
        Assert.Equal("this scenario has no variants: leave out 'in plain'", said);
    }

    [Theory, InlineData("moves < 3", MetricScope.Run), InlineData("max moves < 3", MetricScope.Sessions)]
    [InlineData("moves < 3 for viewers home", MetricScope.Sessions)]
    public void Moves_are_the_run_s_unless_sessions_are_spoken_of(string text, object scope) =>
        Assert.Equal(scope, ExpectationReader.Read(text, 1, Names, out _)!.Left.Metric.Scope);
}
