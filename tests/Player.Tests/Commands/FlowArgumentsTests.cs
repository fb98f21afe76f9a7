using System.CommandLine;
using Streaming.Player.Contracts;
using Streaming.Player.Desktop.Commands;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Tests.Commands;

/// <summary>What is asked of the network, as it is said on the command line.</summary>
public sealed class FlowArgumentsTests
{
    [Fact]
    public void Whoever_says_nothing_asks_for_controlled_load_with_a_buffer_of_a_second()
    {
        (FlowSpec wish, IReadOnlyList<LaterWish> later) = Read();
        Assert.Equal("class=controlled-load; buffer=1s", FlowSpecText.Format(wish));
        Assert.Empty(later);
    }

    [Fact]
    public void Every_term_has_its_option()
    {
        (FlowSpec wish, _) = Read(
            "--class", "guaranteed", "--rate", "3Mb/s", "--buffer", "2s", "--memory", "4M", "--delay", "200ms", "--jitter", "50ms",
            "--loss", "0.1%", "--burst", "4", "--accept", "720p,480p", "--priority", "7", "--booking", "b1");
        FlowSpec expected = new()
        {
            Class = ServiceClass.Guaranteed, MaxRate = BitRate.Mbps(3), Buffer = TimeSpan.FromSeconds(2), Memory = new(4_000_000),
            Delay = TimeSpan.FromMilliseconds(200), Jitter = TimeSpan.FromMilliseconds(50), Loss = new(1_000_000), LossBurst = 4,
            Accept = wish.Accept, Priority = 7, Booking = "b1",
        };
        Assert.Equal(expected, wish);
        Assert.Equal(["720p", "480p"], wish.Accept);
    }

    [Fact]
    public void What_is_asked_later_keeps_what_is_not_said_again_and_comes_in_its_time()
    {
        (_, IReadOnlyList<LaterWish> later) = Read(
            "--rate", "3Mb/s", "--then", "10s:accept=240p", "--then", "5s:class=best-effort; rate=1Mb/s");
        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)], later.Select(one => one.After));
        Assert.Equal((ServiceClass.BestEffort, BitRate.Mbps(1)), (later[0].Asked.Class, later[0].Asked.MaxRate));
        Assert.Equal(["240p"], later[1].Asked.Accept);
        Assert.Equal((TimeSpan.FromSeconds(1), ServiceClass.BestEffort), (later[1].Asked.Buffer, later[1].Asked.Class));
    }

    [Theory]
    [InlineData("--rate", "foo", "rate=foo cannot be read; write a rate such as 2.5Mb/s")]
    [InlineData("--class", "gold", "class=gold cannot be read; write guaranteed, controlled-load or best-effort")]
    [InlineData("--loss", "101%", "loss=101%")]
    [InlineData("--priority", "10", "priority=10 is too large; 9 is the most")]
    [InlineData("--memory", "0", "memory is zero")]
    [InlineData("--buffer", "-1s", "buffer=-1s is negative")]
    [InlineData("--then", "10s", "--then 10s: give a time, a colon and terms, such as 10s:accept=240p")]
    [InlineData("--then", "soon:accept=240p", "--then soon:accept=240p: give a time")]
    [InlineData("--then", "10s:240p", "--then 10s:240p: '240p' is no term; write accept=240p")]
    [InlineData("--then", "10s:colour=red", "--then 10s:colour=red: 'colour' is not a term")]
    public async Task A_mistake_is_one_line_and_wrong_usage(string option, string value, string message)
    {
        using StringWriter output = new(), errors = new();
        int exit = await CommandTree.RunAsync(
            ["play", "rtsp://127.0.0.1:1/x", "--headless", option, value], output, errors, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.WrongUsage, exit);
        Assert.StartsWith($"play: {message}", errors.ToString(), StringComparison.Ordinal);
        Assert.Single(errors.ToString().TrimEnd().Split('\n'));
        Assert.Equal("", output.ToString());
    }

    private static (FlowSpec Wish, IReadOnlyList<LaterWish> Later) Read(params string[] arguments)
    {
        Command command = new("play");
        FlowArguments flow = new();
        flow.AddTo(command);
        ParseResult parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return flow.Read(parsed, FlowArguments.UsualHeadless);
    }
}
