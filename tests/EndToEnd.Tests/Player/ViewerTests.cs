using System.Globalization;
using Streaming.EndToEnd.Tests.Clients;
using Streaming.Formats.Media;
using Streaming.Player.Client;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>What a viewer does, over real sockets, held against the film byte for byte.</summary>
public sealed class ViewerTests(FilmServer films)
{
    private static readonly Lazy<Task<StoredSamples>> Film =
        new(() => StoredSamples.ReadAsync(SharedMedia.Find(SharedMedia.TwoLanguages)));

    [Theory, InlineData(TransportChoice.Udp), InlineData(TransportChoice.Tcp)]
    public async Task A_seek_goes_on_at_a_key_picture_and_brings_the_film_from_there(TransportChoice transport)
    {
        (SampleRecorder recorder, PlayerResult result) = await WatchAsync(transport, async (client, heard, _) =>
        {
            await heard.HaveAsync(1, 10, IsPicture);
            client.Post((session, now) => session.Seek(MediaTime.FromSeconds(30), SeekDirection.Forward, now));
            await heard.HaveAsync(2, 20, IsPicture);
            client.Post((session, now) => session.Seek(MediaTime.FromSeconds(10), SeekDirection.Backward, now));
            await heard.HaveAsync(3, 20, IsPicture);
        });

        Assert.Equal(3, recorder.Segments.Count);
        Assert.True(recorder.Segments[1].Start >= MediaTime.FromSeconds(30), $"{recorder.Segments[1]}");
        Assert.True(recorder.Segments[2].Start <= MediaTime.FromSeconds(10), $"{recorder.Segments[2]}");
        await CheckEachPlayAsync(recorder);
        Assert.All(result.Report.Streams, stream => Assert.Equal(0, stream.Lost));
    }

    [Theory, InlineData(TransportChoice.Udp), InlineData(TransportChoice.Tcp)]
    public async Task Pauses_lose_no_sample(TransportChoice transport)
    {
        (SampleRecorder recorder, _) = await WatchAsync(transport, async (client, heard, paused) =>
        {
            for (int i = 1; i <= 3; i++)
            {
                await heard.HaveAsync(i, 12, IsPicture);
                client.Post((session, now) => session.Pause(now));
                await paused.WaitAsync();
                client.Post((session, now) => session.Resume(now));
            }

            await heard.HaveAsync(4, 12, IsPicture);
        });

        Assert.All(recorder.Segments.Skip(1), segment => Assert.True(segment.GoesOn));
        await CheckWholeAsync(recorder, _ => true);
    }

    [Theory, InlineData(TransportChoice.Udp), InlineData(TransportChoice.Tcp)]
    public async Task Another_language_costs_the_picture_nothing(TransportChoice transport)
    {
        (SampleRecorder recorder, PlayerResult result) = await WatchAsync(transport, async (client, heard, _) =>
        {
            await heard.HaveAsync(1, 15, IsPicture);
            client.Post((session, now) => session.ChooseAudio(
                session.Presentation!.Tracks.Last(track => track.Kind == TrackKind.Audio && track.IsPlayable), now));
            await heard.HaveAsync(2, 15, IsPicture);
            await heard.HaveAsync(2, 15, track => track.Kind == TrackKind.Audio);
        });

        Assert.Equal([false, true], recorder.Segments.Select(segment => segment.GoesOn));
        await CheckWholeAsync(recorder, IsPicture);
        await CheckEachPlayAsync(recorder, track => track.Kind == TrackKind.Audio);
        IEnumerable<int> sounds = recorder.Samples.Where(one => one.Track.Kind == TrackKind.Audio).Select(one => one.Track.Number);
        Assert.Equal(2, sounds.Distinct().Count());
        Assert.Equal(2, result.Report.Streams.Count(stream => stream.Kind == "audio"));
    }

    [Theory, InlineData(TransportChoice.Udp), InlineData(TransportChoice.Tcp)]
    public async Task Twenty_seeks_in_a_row_end_where_the_last_one_points(TransportChoice transport)
    {
        (SampleRecorder recorder, _) = await WatchAsync(transport, async (client, heard, _) =>
        {
            await heard.HaveAsync(1, 5, IsPicture);
            for (int i = 0; i < 20; i++)
            {
                MediaTime to = MediaTime.FromSeconds(i % 2 == 0 ? 5 + i : 50 - i);
                client.Post((session, now) => session.Seek(to, SeekDirection.Backward, now));
                await Task.Yield();
            }

            client.Post((session, now) => session.Seek(MediaTime.FromSeconds(40), SeekDirection.Backward, now));
            await heard.HaveAsync(3, 20, IsPicture);
        });

        Assert.InRange(recorder.Segments[^1].Start.Seconds, 25, 40);
        await CheckEachPlayAsync(recorder, IsPicture);
    }

    private static bool IsPicture(OfferedTrack track) => track.Kind == TrackKind.Video;

    private static int Id(OfferedTrack track)
    {
        string url = track.ControlUrl, number = url[(url.LastIndexOf("trackID=", StringComparison.Ordinal) + "trackID=".Length)..];
        return int.Parse(number.Split('?', '&')[0], CultureInfo.InvariantCulture);
    }

    private static async Task CheckEachPlayAsync(SampleRecorder recorder, Func<OfferedTrack, bool>? isMeant = null)
    {
        StoredSamples film = await Film.Value;
        Assert.All(recorder.Samples, sample => Assert.True(sample.IsComplete));
        foreach (IGrouping<(int Segment, int Track), SampleRecorder.Recorded> piece in
            recorder.Samples.Where(one => isMeant is null || isMeant(one.Track)).GroupBy(one => (one.Segment, Id(one.Track))))
        {
            (_, bool isKey) = film.Piece(piece.Key.Track, [.. piece.Select(one => one.Digest)]);
            PlaySegment segment = recorder.Segments.First(one => one.Number == piece.Key.Segment);
            if (!IsPicture(piece.First().Track) || segment.GoesOn)
                continue;
            Assert.True(isKey, $"play {segment.Number} does not begin at a key picture");
            Assert.Equal(segment.Start.Seconds, piece.First().Position!.Value.Seconds, 0.001);
        }
    }

    private static async Task CheckWholeAsync(SampleRecorder recorder, Func<OfferedTrack, bool> isMeant)
    {
        StoredSamples film = await Film.Value;
        IEnumerable<SampleRecorder.Recorded> meant = recorder.Samples.Where(one => isMeant(one.Track));
        foreach (IGrouping<int, SampleRecorder.Recorded> track in meant.GroupBy(one => Id(one.Track)))
            Assert.Equal(0, film.Piece(track.Key, [.. track.Select(one => one.Digest)]).From);
    }

    private async Task<(SampleRecorder Recorder, PlayerResult Result)> WatchAsync(
        TransportChoice transport, Func<PlayingClient, SampleRecorder, SemaphoreSlim, Task> act)
    {
        FilmCase film = FilmCase.All.First(one => one.File == SharedMedia.TwoLanguages);
        Assert.True(RtspAddress.TryParse(films.Server.Address(film.Title), out RtspAddress? address));
        SampleRecorder recorder = new();
        using SemaphoreSlim paused = new(0);
        PlayingOptions options = new()
        {
            Client = new() { Address = address, Transport = transport, Preference = TrackPreference.Viewer, StaysAtEnd = true },
            Listener = recorder,
            Told = (effect, _) =>
            {
                if (effect is SessionEffect.Paused)
                    paused.Release();
            },
        };
        PlayingClient client = new(options, TimeProvider.System, new(TimeProvider.System));
        Task<PlayerResult> run = client.RunAsync(TestContext.Current.CancellationToken);
        await act(client, recorder, paused);
        client.Post((session, now) => session.Stop(now));
        PlayerResult result = await run;
        Assert.Equal(new SessionOutcome.Completed(EndReason.Stopped), result.Outcome);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"first packet {result.Report.Streams.Min(stream => stream.FirstPacketAfterPlayRequestMs)} ms after PLAY");
        return (recorder, result);
    }
}
