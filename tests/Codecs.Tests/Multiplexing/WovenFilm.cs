using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Formats.Multiplexing;
using Streaming.Formats.Payloads.MpegTs;
using Streaming.Testing;
using Streaming.Testing.TransportStreams;

namespace Streaming.Codecs.Tests.Multiplexing;

/// <summary>A film, imported and woven into a transport stream as a channel would.</summary>
internal sealed class WovenFilm
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(700);

    private readonly MediaIndex _index;
    private readonly Dictionary<int, byte[]> _films = [];

    private WovenFilm(MediaIndex index) => _index = index;

    public IReadOnlyList<TrackIndex> Tracks { get; private set; } = [];

    public BitRate Rate { get; private set; }

    public long Late { get; private set; }

    public static async Task<WovenFilm> ImportAsync(string path, string data)
    {
        TitleFolders folders = new(data);
        ImportResult result = await new Importer(folders, new()).ImportAsync(path, null, CancellationToken.None);
        MediaIndex index = folders.Index(Assert.IsType<ImportResult.Imported>(result).Title.Id)!;
        WovenFilm film = new(index);
        film.Tracks = [.. index.Tracks.Where(track => ElementaryStream.CanCarry(track.Track)).OrderBy(track => track.Track.Kind)];
        foreach (TrackIndex track in film.Tracks)
            film._films[track.Track.Id] = await File.ReadAllBytesAsync(Path.Combine(folders.Of(index.Title.Id)!, track.Track.SampleFile));
        film.Rate = MultiplexRate.Of(film.Tracks, Ahead);
        return film;
    }

    public Title Title => _index.Title;

    /// <summary>What an elementary stream is to hold of one showing: every sample that is shown, each behind what transport streams want in
    /// front of it.</summary>
    public byte[] Elementary(TrackIndex track)
    {
        using MemoryStream expected = new();
        foreach (MediaSample sample in track.Samples)
        {
            if (sample.PresentationUnits < 0)
                continue;
            byte[] bytes = _films[track.Track.Id][(int)sample.Offset..(int)(sample.Offset + sample.Size)];
            expected.Write(Framing(track, bytes));
            expected.Write(bytes);
        }

        return expected.ToArray();
    }

    public ProgramDescription Program => new(
        1, 1, "Tiếng Việt", "", [.. Tracks.Select((track, i) => new ElementaryStream(ProgramDescription.FirstPid + i, track.Track))]);

    /// <summary>Weaves it so many times, one behind the other.</summary>
    public byte[] Weave(int times, BitRate? rate = null)
    {
        Multiplexer multiplexer = new(Program, rate ?? Rate, Ahead);
        using MemoryStream written = new();
        byte[] packet = new byte[ProgramClock.PacketSize];
        long title = ClockRate.Video.ToUnits(_index.Title.Duration);
        int[] turns = new int[Tracks.Count];
        TrackFeed[] feeds = [.. Tracks.Select(NewFeed)];
        long end = ((title * times) + ClockRate.Video.ToUnits(Ahead)) * 300;
        while (multiplexer.Clock < end)
        {
            for (int i = 0; i < feeds.Length; i++)
            {
                while (multiplexer.IsHungry(i) && turns[i] < times
                    && feeds[i].TryFeed(multiplexer, i, (turns[i] * title) + ClockRate.Video.ToUnits(Ahead)) == FeedResult.Over)
                {
                    turns[i]++;
                    feeds[i] = NewFeed(Tracks[i]);
                }
            }

            multiplexer.Write(packet);
            written.Write(packet);
        }

        Late = multiplexer.Late;
        return written.ToArray();
    }

    public StreamAnalysis Analyse(byte[] stream, BitRate? rate = null)
    {
        StreamAnalysis analysis = new(
            (rate ?? Rate).BitsPerSecond,
            Program.Streams.ToDictionary(one => one.Pid, one => (one.Buffer, (double)one.Leak.BitsPerSecond)));
        analysis.Accept(stream);
        analysis.End();
        return analysis;
    }

    /// <summary>By the standards' own words, not by the code under test.</summary>
    private static byte[] Framing(TrackIndex track, byte[] sample)
    {
        if (track.Track.Codec == Codec.H264)
            return FirstUnit(sample) is var type && (type & 0x1f) == 9 ? [] : [0, 0, 0, 1, 9, 0xf0];
        if (track.Track.Codec == Codec.H265)
            return FirstUnit(sample) is var type && ((type >> 1) & 0x3f) == 35 ? [] : [0, 0, 0, 1, 70, 1, 0x50];
        int length = sample.Length + 7, rate = (track.Track.Configuration[0] & 7) << 1 | track.Track.Configuration[1] >> 7;
        int channels = (track.Track.Configuration[1] >> 3) & 15, profile = (track.Track.Configuration[0] >> 3) - 1;
        ulong header = (0xfff1UL << 40) | ((ulong)profile << 38) | ((ulong)rate << 34) | ((ulong)channels << 30) | ((ulong)length << 13)
            | (0x7ffUL << 2);
        return Convert.FromHexString($"{header:X14}");
    }

    private static byte FirstUnit(byte[] sample) => sample[Array.IndexOf(sample, (byte)1) + 1];

    private TrackFeed NewFeed(TrackIndex track) => new(track, new ArraySource(_films[track.Track.Id]), MediaTime.Zero);
}
