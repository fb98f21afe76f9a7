using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Server.Catalogue;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Testing.Films;

namespace Streaming.Benchmarks.Sending;

/// <summary>A film of one picture and one sound track, mapped from temporary files, and sessions that play it.</summary>
internal sealed class BenchFilm : IDisposable
{
    private readonly List<(TrackIndex Index, MappedFile File)> _tracks = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("bench").FullName;

    public BenchFilm(BitRate video, BitRate audio, double seconds)
    {
        if (video > BitRate.Zero)
            Add(SyntheticTrack.Video(1, video, seconds));
        if (audio > BitRate.Zero)
            Add(SyntheticTrack.Audio(1, audio, seconds));
        Track[] tracks = [.. _tracks.Select(track => track.Index.Track)];
        Title title = new() { Id = "bench", Name = "bench", Duration = TimeSpan.FromSeconds(seconds), Tracks = tracks };
        Title = new(title, [.. _tracks.Select(track => track.Index)]);
    }

    public SendSession NewSession(int number, Instant now, SinkPorts sinks) => NewSession(number, now, sinks[number]);

    public SendSession NewSession(int number, Instant now, IPEndPoint sink)
    {
        SendSession session = new(now, ProcessClock.NtpNow, "bench@localhost", (ulong)number);
        StreamTransport to = new StreamTransport.Udp(sink, sink);
        foreach ((TrackIndex index, MappedFile file) in _tracks)
        {
            uint ssrc = ((uint)number * 4) + (uint)index.Track.Id;
            session.Add(index, file, (byte)(95 + index.Track.Id), new(new(ssrc), new((ushort)number), new(ssrc)), 1_400, to);
        }

        return session;
    }

    /// <summary>The same as a title.</summary>
    public MediaIndex Title { get; }

    public double PacketsPerSecond => Title.Tracks.Sum(index => Packets(index)) / Title.Title.Duration.TotalSeconds;

    public OpenTitle Open() => new(Title, _tracks.ToDictionary(track => track.Index.Track.Id, IByteSource (track) => track.File));

    public void Dispose()
    {
        foreach ((_, MappedFile file) in _tracks)
            file.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static double Packets(TrackIndex index)
    {
        IPacketizer packetizer = PayloadFormats.CreatePacketizer(index.Track, 1_400 - RtpHeader.Size);
        double packets = 0;
        foreach (ref readonly MediaSample sample in index.Samples)
            packets += packetizer.Begin(in sample, index.UnitsOf(in sample));
        return packets;
    }

    private void Add(TrackIndex index)
    {
        string path = Path.Combine(_folder, index.Track.SampleFile);
        File.WriteAllBytes(path, SyntheticTrack.Bytes(index, 1));
        _tracks.Add((index, new(path)));
    }
}
