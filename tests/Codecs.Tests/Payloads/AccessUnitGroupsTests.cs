using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Aac;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>How a track of access units becomes one of groups.</summary>
public sealed class AccessUnitGroupsTests
{
    private const int Duration = InterleavedFilm.Duration;

    private static readonly InterleavingPattern Usual = InterleavingPattern.Usual;

    [Fact]
    public void Groups_cover_every_byte_and_every_moment_of_the_track()
    {
        InterleavedFilm film = InterleavedFilm.Make(Usual, [.. Enumerable.Range(1, 30)]);

        Assert.Equal([12, 12, 6], Counts(film));
        Assert.Equal([0L, 12 * Duration, 24 * Duration], Times(film));
        Assert.Equal([12 * Duration, 12 * Duration, 6 * Duration], film.Groups.Samples.ToArray().Select(group => group.Duration));
        Assert.Equal(film.Bytes.Length, film.Groups.Samples.ToArray().Sum(group => group.Size));
        Assert.Equal(-1, SampleRules.FirstBroken(
            film.Groups.Track with { SampleFileSize = film.Bytes.Length }, film.Groups.Samples, film.Groups.Units));
    }

    [Fact]
    public void Times_rounded_to_a_millisecond_lie_on_an_even_line()
    {
        long[] times = [.. Enumerable.Range(0, 48).Select(i => (long)Math.Round(i * Duration / 48.0) * 48)];
        InterleavedFilm film = InterleavedFilm.Make(Usual, [.. Enumerable.Repeat(9, 48)], times);

        Assert.Equal([12, 12, 12, 12], Counts(film));
        Assert.Equal([0L, 12 * Duration, 24 * Duration, 36 * Duration], Times(film));
    }

    [Fact]
    public void A_hole_in_the_sound_ends_a_group()
    {
        long[] times = [.. Enumerable.Range(0, 24).Select(i => (long)(i < 5 ? i : i + 40) * Duration)];
        InterleavedFilm film = InterleavedFilm.Make(Usual, [.. Enumerable.Repeat(9, 24)], times);

        Assert.Equal([5, 12, 7], Counts(film));
        Assert.Equal([0L, 45 * Duration, 57 * Duration], Times(film));
    }

    [Fact]
    public void A_line_that_drifts_away_from_the_films_times_begins_anew()
    {
        // 2 % slower than the samples say: never more than an eighth of a unit off, never a unit at or before another.
        long[] times = [.. Enumerable.Range(0, 200).Select(i => (long)(i * Duration * 0.98))];
        InterleavedFilm film = InterleavedFilm.Make(Usual, [.. Enumerable.Repeat(9, 200)], times);

        long last = long.MinValue;
        int unit = 0;
        foreach (MediaSample group in film.Groups.Samples)
        {
            for (int i = 0; i < group.UnitCount; i++, unit++)
            {
                long time = group.PresentationUnits + (i * Duration);
                Assert.True(time > last);
                Assert.InRange(time - times[unit], -Duration / 8, Duration / 8);
                last = time;
            }
        }
    }

    [Fact]
    public void Units_that_no_packet_can_carry_stay_alone_and_are_not_sent()
    {
        InterleavedFilm film = InterleavedFilm.Make(Usual, [10, 10, 8_192, 10, 0, 10]);

        Assert.Equal([2, 1, 1, 1, 1], Counts(film));
        Assert.Equal(4, film.Send(1_388).Count);
    }

    [Theory]
    [InlineData(Codec.Opus, "")]
    [InlineData(Codec.Aac, "")]
    [InlineData(Codec.H264, "1190")]
    public void Only_sound_of_even_units_can_be_interleaved(Codec codec, string config)
    {
        Track track = Film.TrackOf(codec) with { Configuration = Convert.FromHexString(config) };

        Assert.Null(AccessUnitGroups.Of(new(track, [], []), Usual));
    }

    private static int[] Counts(InterleavedFilm film) => [.. film.Groups.Samples.ToArray().Select(group => (int)group.UnitCount)];

    private static long[] Times(InterleavedFilm film) => [.. film.Groups.Samples.ToArray().Select(group => group.PresentationUnits)];
}
