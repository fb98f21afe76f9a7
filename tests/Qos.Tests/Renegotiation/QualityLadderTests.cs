using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Renegotiation;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Renegotiation;

public sealed class QualityLadderTests
{
    private static readonly TrafficSpec Control = Spec(10);

    private static readonly LadderStream[] Film =
    [
        new(0, "", StreamKind.Video, false, [new(10, "480p", Spec(1_000), Spec(700)), new(11, "720p", Spec(2_500), Spec(1_800))]),
        new(1, "en", StreamKind.Sound, false, [new(12, "", Spec(130), null)]),
        new(2, "de", StreamKind.Sound, true, [new(13, "", Spec(128), null)]),
        new(3, "en", StreamKind.Text, false, [new(14, "", Spec(4), null)]),
        new(4, "de", StreamKind.Text, true, [new(15, "", Spec(3), null)]),
    ];

    [Fact]
    public void Quality_goes_in_the_order_of_the_house()
    {
        IReadOnlyList<LadderLevel> levels = QualityLadder.Build(Film, Control);
        Assert.Equal(
            [
                "0 720p: 11 12 13 14 15, 2775",
                "1 720p without text de: 11 12 13 14 -, 2772",
                "2 720p without de, text de: 11 12 - 14 -, 2644",
                "3 480p: 10 12 - 14 -, 1144",
                "4 480p thinned: 10t 12 - 14 -, 844",
                "5 sound only: - 12 - 14 -, 144",
            ],
            levels.Select(Describe));
    }

    [Fact]
    public void The_sum_is_that_of_what_is_sent_and_of_control()
    {
        TrafficSpec traffic = QualityLadder.Build(Film, Control)[^1].Traffic;
        Assert.Equal(Spec(130) + Spec(4) + Control, traffic);
    }

    [Fact]
    public void Slides_stay_longer_than_the_picture_and_less_long_than_sound()
    {
        LadderStream[] lecture =
        [
            new(0, "", StreamKind.Slides, false, [new(1, "", Spec(300), null)]),
            new(1, "", StreamKind.Sound, false, [new(2, "", Spec(64), null)]),
            new(2, "", StreamKind.Video, false, [new(3, "speaker", Spec(500), null)]),
        ];
        Assert.Equal(["speaker", "slides", "sound only"], QualityLadder.Build(lecture).Select(level => level.Name));
    }

    [Fact]
    public void There_is_no_level_that_sends_nothing_nor_one_that_saves_nothing()
    {
        // Thinning that leaves nothing out, and a second rendition of the same rate.
        LadderStream silent = new(0, "", StreamKind.Video, false, [new(1, "a", Spec(500), Spec(500)), new(2, "b", Spec(500), null)]);
        Assert.Equal("0 a: 1, 500", Describe(Assert.Single(QualityLadder.Build([silent]))));
        LadderStream sound = new(0, "", StreamKind.Sound, false, [new(1, "", Spec(64), null)]);
        Assert.Equal("sound only", Assert.Single(QualityLadder.Build([sound])).Name);
    }

    [Theory, Seeds(200)]
    public void Every_level_asks_for_less_is_named_differently_and_keeps_what_is_more_important(ulong seed)
    {
        SeededRandom random = new(seed);
        int id = 100;
        LadderStream[] streams = [.. Enumerable.Range(0, 1 + random.Next(7)).Select(i =>
        {
            StreamKind kind = i == 0 ? StreamKind.Video : (StreamKind)(1 + random.Next(3));
            LadderRendition[] renditions = [.. Enumerable.Range(0, kind == StreamKind.Video ? 1 + random.Next(4) : 1).Select(_ =>
            {
                int rate = 10 + random.Next(3_000);
                return new LadderRendition(id, $"r{id++}", Spec(rate), random.Next(2) == 0 ? Spec(1 + random.Next(rate)) : null);
            })];
            return new LadderStream(i, $"l{i}", kind, kind is StreamKind.Sound or StreamKind.Text && random.Next(2) == 0, renditions);
        })];
        IReadOnlyList<LadderLevel> levels = QualityLadder.Build(streams, Control);

        Assert.Equal(Enumerable.Range(0, levels.Count), levels.Select(level => level.Level));
        Assert.Equal(levels.Count, levels.Select(level => level.Name).Distinct().Count());
        Assert.All(levels[0].Choices, choice => Assert.NotNull(choice.Rendition));
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second.Traffic.Rate < pair.First.Traffic.Rate));
        foreach (LadderLevel level in levels)
        {
            bool IsGone(LadderStream stream) => level.Choices[stream.Id].Rendition is null;
            bool isReduced = streams.Any(each => each.Kind == StreamKind.Video && (IsGone(each) || level.Choices[each.Id].IsThinned));
            Assert.All(streams.Where(each => each.Kind == StreamKind.Sound && !each.IsExtraLanguage), each => Assert.False(IsGone(each)));
            Assert.All(streams.Where(stream => stream.IsExtraLanguage), stream => Assert.True(!isReduced || IsGone(stream)));
        }
    }

    private static TrafficSpec Spec(int kbps) =>
        new(BitRate.Kbps(kbps), new(kbps * 10), BitRate.Kbps(kbps * 4), new(60), new(Math.Min(1_448, 60 + kbps)));

    private static string Describe(LadderLevel level) =>
        $"{level.Level} {level.Name}: "
        + string.Join(' ', level.Choices.Select(choice => choice.Rendition is { } id ? $"{id}{(choice.IsThinned ? "t" : "")}" : "-"))
        + $", {level.Traffic.Rate.BitsPerSecond / 1_000}";
}
