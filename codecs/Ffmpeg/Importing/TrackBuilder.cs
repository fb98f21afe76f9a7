using System.Buffers;
using Streaming.Ffmpeg.Processes;
using Streaming.Formats.Media;
using Streaming.Formats.Media.Bitstreams;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Makes the sample file and the index of one track from the raw packets and their table.</summary>
internal sealed class TrackBuilder(string folder, TrackPlan plan, PacketTable table, ExactTime zero)
{
    private const int FileBuffer = 1 << 20;

    private readonly List<MediaSample> _samples = [];
    private readonly List<MediaUnit> _units = [];
    private byte[] _configuration = plan.Track.Configuration;
    private long _written;
    private int _dropped;

    private string RawPath => Path.Combine(folder, plan.RawName);

    private string StoredPath => Path.Combine(folder, plan.Track.SampleFile);

    /// <param name="end">Where the title ends, in this track's clock: how far a text track reaches.</param>
    /// <exception cref="MediaException">The packets make no track.</exception>
    public BuiltTrack Build(long end, CancellationToken cancellation)
    {
        if (plan.Track.Codec == Codec.TimedText)
            BuildText(end);
        else if (Rewriter() is { } rewriter)
            Rewrite(rewriter, cancellation);
        else
            TakeAsItIs();
        if (plan.Track.Kind == TrackKind.Video)
            StartAtKey();
        if (plan.Track.Codec == Codec.H265)
            KeepLowerLayers();
        Track track = TrackRates.Measure(plan.Track with { Configuration = _configuration, SampleFileSize = _written }, _samples);
        return new BuiltTrack(new TrackIndex(track, [.. _samples], [.. _units]), _dropped);
    }

    private ISampleRewriter? Rewriter() => plan.Track.Codec switch
    {
        Codec.H264 or Codec.H265 => new NalRewriter(plan.Track.Codec, plan.Extradata),
        Codec.Av1 => new ObuRewriter(plan.Extradata),
        Codec.Aac when plan is { IsTranscoded: false, Extradata.Length: 0 } => new AdtsRewriter(),
        _ => null,
    };

    private void Rewrite(ISampleRewriter rewriter, CancellationToken cancellation)
    {
        SampleTiming[] timings = SampleClock.Place(table, zero, plan.Track.Clock);
        ArrayBufferWriter<byte> stored = new(FileBuffer);
        byte[] packet = [];
        using (FileStream raw = new(RawPath, FileMode.Open, FileAccess.Read, FileShare.Read, FileBuffer, FileOptions.SequentialScan))
        using (FileStream output = new(StoredPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileBuffer))
        {
            for (int i = 0; i < timings.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                PacketRow row = table.Rows[i];
                if (packet.Length < row.Size)
                    packet = new byte[Math.Max(row.Size, 2 * packet.Length)];
                raw.ReadExactly(packet, 0, row.Size);
                stored.ResetWrittenCount();
                int firstUnit = _units.Count;
                bool isKey = row.Flags.HasFlag(PacketFlags.Key);
                if (!rewriter.TryRewrite(packet.AsSpan(0, row.Size), isKey, stored, _units, out SampleFlags flags)
                    || stored.WrittenCount == 0 || _units.Count - firstUnit > ushort.MaxValue)
                {
                    _units.RemoveRange(firstUnit, _units.Count - firstUnit);
                    _dropped++;
                    continue;
                }

                Add(timings[i], row, stored.WrittenCount, flags, firstUnit);
                output.Write(stored.WrittenSpan);
            }
        }

        File.Delete(RawPath);
        _configuration = rewriter.Configuration;
    }

    private void TakeAsItIs()
    {
        File.Move(RawPath, StoredPath);
        SampleTiming[] timings = SampleClock.Place(table, zero, plan.Track.Clock);
        if (plan.Track.Codec is Codec.Pcmu or Codec.Pcma or Codec.L16)
        {
            _samples.AddRange(PcmCutter.Cut(plan.Track, table, timings));
            _written = table.Rows.Sum(row => (long)row.Size);
            return;
        }

        for (int i = 0; i < timings.Length; i++)
        {
            PacketRow row = table.Rows[i];
            bool isKey = plan.Track.Kind != TrackKind.Video || row.Flags.HasFlag(PacketFlags.Key);
            if (row.Size > 0)
                Add(timings[i], row, row.Size, isKey ? SampleFlags.Key : SampleFlags.None, _units.Count);
        }
    }

    private void BuildText(long end)
    {
        byte[] raw = File.Exists(RawPath) ? File.ReadAllBytes(RawPath) : [];
        File.Delete(RawPath);
        List<TextCue> cues = TextCue.Read(raw, table, SampleClock.Place(table, zero, plan.Track.Clock));
        TimedTextTrack text = new(cues, end);
        File.WriteAllBytes(StoredPath, text.Bytes);
        _samples.AddRange(text.Samples);
        _units.AddRange(text.Units);
        _written = text.Bytes.Length;
        _configuration = TimedTextEntry.Write(plan.Extradata);
    }

    private void Add(SampleTiming timing, PacketRow row, int size, SampleFlags flags, int firstUnit)
    {
        bool isHidden = row.Flags.HasFlag(PacketFlags.Discard) || timing.PresentationUnits + timing.Duration <= 0;
        if (isHidden)
            flags |= SampleFlags.Preroll;
        if (row.Flags.HasFlag(PacketFlags.Disposable) && plan.Track.Codec is not (Codec.H264 or Codec.H265))
            flags |= SampleFlags.Disposable;
        int delay = (int)(timing.PresentationUnits - timing.DecodeUnits);
        _samples.Add(new MediaSample(
            _written, timing.DecodeUnits, delay, size, timing.Duration, firstUnit, (ushort)(_units.Count - firstUnit), flags));
        _written += size;
    }

    /// <summary>Recordings begin anywhere; what lies before the first key picture nobody can decode.</summary>
    private void StartAtKey()
    {
        int first = _samples.FindIndex(sample => sample.IsKey);
        if (first > 0)
            _samples.RemoveRange(0, first);
        else if (first < 0 && _samples.Count > 0)
            _samples[0] = _samples[0] with { Flags = _samples[0].Flags | SampleFlags.Key }; // intra refresh: no better place to start
    }

    /// <summary>An H.265 picture that its own layer does not need may be needed by a higher one; only those of the highest are
    /// disposable.</summary>
    private void KeepLowerLayers()
    {
        int Layer(MediaSample sample) =>
            sample.UnitCount == 0 ? 0 : _units.GetRange(sample.FirstUnit, sample.UnitCount).Max(unit => unit.Head & 7);
        int highest = _samples.Count == 0 ? 0 : _samples.Max(Layer);
        for (int i = 0; i < _samples.Count; i++)
        {
            if (Layer(_samples[i]) < highest)
                _samples[i] = _samples[i] with { Flags = _samples[i].Flags & ~SampleFlags.Disposable };
        }
    }
}
