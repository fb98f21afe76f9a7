using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Testing;

namespace Streaming.Qos.Tests.FlowSpecs;

public sealed class FlowSpecTextTests
{
    private static readonly string[] Words =
        ["; ", "=", "r", "b=", "M=0", "rate=9999999999999999999999", "class=", "-1", "k", "Mb/s", "accept=,", "\r\n", "Ω"];

    [Fact]
    public void The_example_of_the_protocol_is_read_term_by_term()
    {
        Assert.True(FlowSpecText.TryParse(
            "class=guaranteed; delay=200ms; jitter=50ms; loss=0.1%; burst=4; buffer=2s; memory=4M; rate=3Mb/s; accept=720p,480p",
            out FlowSpec? spec,
            out _));

        Assert.Equal(ServiceClass.Guaranteed, spec.Class);
        Assert.Equal(TimeSpan.FromMilliseconds(200), spec.Delay);
        Assert.Equal(TimeSpan.FromMilliseconds(50), spec.Jitter);
        Assert.Equal(new Ratio(1_000_000), spec.Loss);
        Assert.Equal(4, spec.LossBurst);
        Assert.Equal(TimeSpan.FromSeconds(2), spec.Buffer);
        Assert.Equal(new ByteCount(4_000_000), spec.Memory);
        Assert.Equal(BitRate.Mbps(3), spec.MaxRate);
        Assert.Equal(["720p", "480p"], spec.Accept);
        Assert.Null(spec.Traffic);
    }

    [Fact]
    public void Nothing_said_is_nothing_asked()
    {
        Assert.True(FlowSpecText.TryParse(" ; ;", out FlowSpec? spec, out _));
        Assert.Equal(FlowSpec.Nothing, spec);
    }

    [Theory]
    [InlineData("r=1337123b/s; b=14200; p=12Mb/s; m=60; M=1448", "class=controlled-load; r=1337123b/s; b=14200; p=12Mb/s; m=60; M=1448")]
    [InlineData("M=1448;m=60;p=12000000;b=14.2k;r=1337.123kb/s", "class=controlled-load; r=1337123b/s; b=14200; p=12Mb/s; m=60; M=1448")]
    [InlineData("r=1Mb/s; b=14200; p=none; m=60; M=1448", "class=controlled-load; r=1Mb/s; b=14200; p=none; m=60; M=1448")]
    [InlineData("r=1Mb/s; b=14200; p=1Tb/s; m=60; M=1448", "class=controlled-load; r=1Mb/s; b=14200; p=none; m=60; M=1448")]
    [InlineData("booking=7f3a; class=Best-Effort", "class=best-effort; booking=7f3a")]
    [InlineData("delay=1.0001ms; loss=0.0000001%", "class=controlled-load; delay=1.0001ms; loss=0.0000001%")]
    [InlineData("rtx=5%; fec=2:5x5+rows , 1:10x5", "class=controlled-load; fec=2:5x5+rows,1:10x5; rtx=5%")]
    [InlineData("fec=1:10x0", "class=controlled-load; fec=1:10x0")]
    [InlineData("fec=none", "class=controlled-load")]
    public void What_is_read_is_written_in_one_form(string said, string written)
    {
        Assert.True(FlowSpecText.TryParse(said, out FlowSpec? spec, out FlowSpecFault? fault), $"{fault}");
        Assert.Equal(written, FlowSpecText.Format(spec));
    }

    [Theory]
    [InlineData("colour=blue", FlowSpecMistake.Unknown, "colour")]
    [InlineData("R=3Mb/s", FlowSpecMistake.Unknown, "R")]
    [InlineData("rate=1Mb/s; rate=1Mb/s", FlowSpecMistake.Repeated, "rate")]
    [InlineData("rate", FlowSpecMistake.Malformed, "rate")]
    [InlineData("rate=", FlowSpecMistake.Malformed, "rate")]
    [InlineData("rate=fast", FlowSpecMistake.Malformed, "rate")]
    [InlineData("rate=1e6", FlowSpecMistake.Malformed, "rate")]
    [InlineData("rate=0.5b/s", FlowSpecMistake.Malformed, "rate")]
    [InlineData("rate=0", FlowSpecMistake.Zero, "rate")]
    [InlineData("rate=-1kb/s", FlowSpecMistake.Negative, "rate")]
    [InlineData("rate=2Tb/s", FlowSpecMistake.TooLarge, "rate")]
    [InlineData("rate=999999999999999Tb/s", FlowSpecMistake.TooLarge, "rate")]
    [InlineData("rate=18446744073709551617", FlowSpecMistake.TooLarge, "rate")]
    [InlineData("burst=4294967296", FlowSpecMistake.TooLarge, "burst")]
    [InlineData("burst=1.5", FlowSpecMistake.Malformed, "burst")]
    [InlineData("delay=5", FlowSpecMistake.Malformed, "delay")]
    [InlineData("delay=0s", FlowSpecMistake.Zero, "delay")]
    [InlineData("jitter=2h", FlowSpecMistake.TooLarge, "jitter")]
    [InlineData("loss=101%", FlowSpecMistake.TooLarge, "loss")]
    [InlineData("loss=1", FlowSpecMistake.Malformed, "loss")]
    [InlineData("memory=0", FlowSpecMistake.Zero, "memory")]
    [InlineData("class=gold", FlowSpecMistake.Malformed, "class")]
    [InlineData("priority=10", FlowSpecMistake.TooLarge, "priority")]
    [InlineData("accept=720p,", FlowSpecMistake.Malformed, "accept")]
    [InlineData("booking=a=b", FlowSpecMistake.Malformed, "booking")]
    [InlineData("r=1Mb/s; b=1500; p=2Mb/s; m=60", FlowSpecMistake.Missing, "M")]
    [InlineData("r=1Mb/s; b=1400; p=2Mb/s; m=60; M=1500", FlowSpecMistake.DepthBelowPacket, "b")]
    [InlineData("r=1Mb/s; b=1500; p=999999b/s; m=60; M=1500", FlowSpecMistake.PeakBelowRate, "p")]
    [InlineData("r=1Mb/s; b=1500; p=2Mb/s; m=1501; M=1500", FlowSpecMistake.UnitAbovePacket, "m")]
    [InlineData("r=none; b=1500; p=none; m=60; M=1500", FlowSpecMistake.Malformed, "r")]
    [InlineData("r=1Mb/s; b=1500; p=None; m=60; M=1500", FlowSpecMistake.Malformed, "p")]
    [InlineData("r=1Mb/s; b=1500; p=1001Gb/s; m=60; M=1500", FlowSpecMistake.TooLarge, "p")]
    [InlineData("rate=none", FlowSpecMistake.Malformed, "rate")]
    [InlineData("r=0; b=1500; p=2Mb/s; m=60; M=1500", FlowSpecMistake.Zero, "r")]
    [InlineData("r=1Mb/s; b=1500; p=2Mb/s; m=0; M=1500", FlowSpecMistake.Zero, "m")]
    [InlineData("r=1Mb/s; b=100000; p=2Mb/s; m=60; M=65576", FlowSpecMistake.TooLarge, "M")]
    [InlineData("r=1Mb/s; b=10.000000001G; p=2Mb/s; m=60; M=1500", FlowSpecMistake.TooLarge, "b")]
    [InlineData("fec=", FlowSpecMistake.Malformed, "fec")]
    [InlineData("fec=10x5", FlowSpecMistake.Malformed, "fec")]
    [InlineData("fec=1:10x1", FlowSpecMistake.Malformed, "fec")]
    [InlineData("fec=1:65x5", FlowSpecMistake.Malformed, "fec")]
    [InlineData("fec=1:64x64", FlowSpecMistake.Malformed, "fec")]
    [InlineData("fec=1:none", FlowSpecMistake.Malformed, "fec")]
    [InlineData("fec=1:10x5,", FlowSpecMistake.Malformed, "fec")]
    [InlineData("fec=-1:10x5", FlowSpecMistake.Malformed, "fec")]
    [InlineData("fec=2147483648:10x5", FlowSpecMistake.Malformed, "fec")]
    [InlineData("fec=1:10x5,none", FlowSpecMistake.Malformed, "fec")]
    [InlineData("fec=1:10x5,1:5x5", FlowSpecMistake.Repeated, "fec of track 1")]
    [InlineData("fec=1:10x5; fec=2:10x5", FlowSpecMistake.Repeated, "fec")]
    [InlineData("rtx=0%", FlowSpecMistake.Zero, "rtx")]
    [InlineData("rtx=101%", FlowSpecMistake.TooLarge, "rtx")]
    [InlineData("rtx=5", FlowSpecMistake.Malformed, "rtx")]
    public void A_mistake_is_named_by_its_kind_and_its_term(string text, FlowSpecMistake mistake, string term)
    {
        Assert.False(FlowSpecText.TryParse(text, out FlowSpec? spec, out FlowSpecFault? fault));

        Assert.Null(spec);
        Assert.Equal((mistake, term), (fault.Mistake, fault.Term));
        Assert.Contains(term, fault.ToString());
    }

    [Fact]
    public void A_mistake_says_what_to_do()
    {
        Assert.False(FlowSpecText.TryParse("r=1Mb/s; b=1400; p=2Mb/s; m=60; M=1500", out _, out FlowSpecFault? fault));
        Assert.Equal("b=1400 is below M=1500: the bucket must hold the largest packet; raise b or lower M", $"{fault}");
    }

    [Fact]
    public void What_is_no_layout_is_told_how_one_is_written()
    {
        Assert.False(FlowSpecText.TryParse("fec=1:10*5", out _, out FlowSpecFault? fault));
        Assert.Equal(
            "fec=1:10*5 cannot be read; write none, or for each track its number, a colon and a layout such as 10x5, 10x0 or 10x5+rows",
            $"{fault}");
    }

    [Fact]
    public void Another_layout_or_another_share_is_another_wish()
    {
        FlowSpec wish = new() { Protection = [new(1, ParityLayout.OfColumns(10, 5))], Resend = Ratio.Percent(5) };
        Assert.Equal(wish, wish with { Protection = [.. wish.Protection] });
        Assert.NotEqual(wish, wish with { Protection = [new(1, ParityLayout.OfColumns(5, 10))] });
        Assert.NotEqual(wish, wish with { Protection = [] });
        Assert.NotEqual(wish, wish with { Resend = Ratio.Percent(6) });
    }

    [Fact]
    public void The_longest_specification_of_all_fits_into_both_forms()
    {
        FlowSpec longest = new()
        {
            Class = ServiceClass.ControlledLoad,
            Traffic = new(new(999_999_999_999), new(9_999_999_999), new(999_999_999_999), new(65_535), new(65_575)),
            MaxRate = new(999_999_999_999),
            Delay = new(35_999_999_999),
            Jitter = new(35_999_999_999),
            Loss = new(999_999_999),
            LossBurst = 999_999,
            Buffer = new(35_999_999_999),
            Memory = new(999_999_999_999),
            Accept = [.. Enumerable.Repeat(new string('a', 64), FlowSpecRules.MostNames)],
            Priority = 9,
            Booking = new string('b', 64),
            Protection = [.. Enumerable.Range(0, FlowSpecRules.MostProtected)
                .Select(i => new StreamProtection(int.MaxValue - i, ParityLayout.OfBoth(20, 20)))],
            Resend = new(999_999_999),
        };

        Assert.True(FlowSpecText.TryParse(FlowSpecText.Format(longest), out FlowSpec? read, out FlowSpecFault? fault), $"{fault}");
        Assert.Equal(longest, read);
        byte[] wire = new byte[FlowSpecWire.MaxSize];
        Assert.True(FlowSpecWire.TryParse(wire.AsSpan(0, FlowSpecWire.Write(longest, wire)), out read, out ParseError error), $"{error}");
        Assert.Equal(longest, read);
    }

    [Fact]
    public void What_is_too_long_or_has_too_many_terms_is_refused_unread()
    {
        Assert.False(FlowSpecText.TryParse(new string(';', 2_049), out _, out FlowSpecFault? tooLong));
        Assert.False(ContractText.TryParse(string.Concat(Enumerable.Range(0, 33).Select(i => $"x{i}=1;")), out _, out FlowSpecFault? many));
        Assert.False(FlowSpecText.TryParse("accept=" + string.Join(',', Enumerable.Repeat("a", 17)), out _, out FlowSpecFault? names));

        string tracks = string.Join(',', Enumerable.Range(0, 17).Select(i => $"{i}:10x5"));
        Assert.False(FlowSpecText.TryParse($"fec={tracks}", out _, out FlowSpecFault? streams));

        Assert.All([tooLong, many, names, streams], fault => Assert.Equal(FlowSpecMistake.TooLarge, fault!.Mistake));
    }

    [Fact]
    public void What_is_quoted_back_cannot_end_a_line_of_the_answer()
    {
        Assert.False(FlowSpecText.TryParse("booking=a\r\nSession: 1", out _, out FlowSpecFault? fault));
        Assert.DoesNotContain(fault.ToString(), each => char.IsControl(each));
    }

    [Theory, Seeds(300)]
    public void What_is_written_is_read_back_to_the_last_bit(ulong seed)
    {
        FlowSpec spec = SomeSpecs.Flow(new(seed));
        string text = FlowSpecText.Format(spec);

        Assert.True(FlowSpecText.TryParse(text, out FlowSpec? read, out FlowSpecFault? fault), $"{text}: {fault}");
        Assert.Equal(spec, read);
    }

    [Theory, Seeds(300)]
    public void A_contract_is_read_back_to_the_last_bit(ulong seed)
    {
        SeededRandom random = new(seed);
        string? point = SomeSpecs.Maybe(random) ? SomeSpecs.Name(random) : null;
        ContractText contract = new(SomeSpecs.Contract(random), point, SomeSpecs.Maybe(random) ? SomeSpecs.Time(random) : null);

        Assert.True(ContractText.TryParse(contract.Format(), out ContractText? read, out FlowSpecFault? fault), $"{contract}: {fault}");
        Assert.Equal(contract, read);
    }

    [Fact]
    public void The_contract_and_the_alternative_of_the_protocol_are_read_and_written()
    {
        const string granted = "generation=2; class=controlled-load; r=1337kb/s; b=14200; p=12Mb/s; m=60; M=1448; R=1337kb/s; "
            + "point=480p; buffer=1s; priority=5; fec=1:10x5,2:5x5+rows; rtx=5%; lease=60s";
        Assert.True(ContractText.TryParse(granted, out ContractText? contract, out _));
        Assert.Equal((2, "480p", TimeSpan.FromMinutes(1)), (contract.Contract.Generation, contract.Point, contract.Lease));
        Assert.Equal(granted, contract.Format());

        Assert.True(ContractText.TryParse(
            "r=0.9Mb/s; b=9000; p=4Mb/s; m=60; M=1448; class=controlled-load; point=480p; buffer=1s; repair=12%", out contract, out _));
        Assert.Equal((0, BitRate.Kbps(900)), (contract.Contract.Generation, contract.Contract.Reserved));
    }

    [Theory, Seeds(20)]
    public void Spoilt_text_is_refused_or_read_but_never_throws(ulong seed)
    {
        SeededRandom random = new(seed);
        List<byte[]> corpus = [.. Enumerable.Range(0, 8).Select(_ => Encoding.UTF8.GetBytes(FlowSpecText.Format(SomeSpecs.Flow(random))))];
        corpus.Add(Encoding.UTF8.GetBytes(new ContractText(SomeSpecs.Contract(random), "480p").Format()));
        Mutator mutator = new(seed, corpus, [.. Words.Select(Encoding.UTF8.GetBytes)]);
        for (int i = 0; i < 500; i++)
        {
            string text = Encoding.UTF8.GetString(mutator.Next());
            if (FlowSpecText.TryParse(text, out FlowSpec? spec, out FlowSpecFault? fault))
                Assert.True(FlowSpecText.TryParse(FlowSpecText.Format(spec), out _, out _));
            else
                Assert.NotEmpty(fault.ToString());
            if (ContractText.TryParse(text, out ContractText? contract, out fault))
                Assert.True(ContractText.TryParse(contract.Format(), out _, out _));
        }
    }

    [Fact]
    public void No_text_makes_them_throw() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        FlowSpecText.TryParse(text, out _, out _) | ContractText.TryParse(text, out _, out _) | true).QuickCheckThrowOnFailure();
}
