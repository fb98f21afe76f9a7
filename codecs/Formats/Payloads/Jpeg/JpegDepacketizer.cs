// RFC 2435: RTP payload format for JPEG-compressed video.
namespace Streaming.Formats.Payloads.Jpeg;

/// <summary>Puts pictures together as files: the header of <see cref="JpegHeader"/>, the scan, the end marker.</summary>
/// <remarks>
/// Every piece carries its offset, so that a piece out of place is noticed. A picture that lost one is given up: what is behind a hole
/// in entropy-coded data cannot be read. Restart intervals (types 64, 65) and qualities 1 … 127 are understood for other senders' sake.
/// </remarks>
internal sealed class JpegDepacketizer : IDepacketizer
{
    private const int RestartTypes = 64;
    private const int RestartHeaderSize = 4;

    /// <summary>Qualities 128 … 254 name tables that a sender may send once only.</summary>
    private const int FirstKeptQuality = 128;

    private readonly SampleAssembler _samples = new();
    private readonly byte[]?[] _kept = new byte[JpegPacketizer.TablesInBand - FirstKeptQuality][];
    private int _headerSize;
    private bool _afterGap = true;

    public int Malformed { get; private set; }

    public void Accept(ReadOnlySpan<byte> payload, long time, bool marker)
    {
        _samples.Reclaim();
        if (_samples.IsOpen && _samples.Time != time)
            _samples.GiveUp();
        if (!TryAdd(payload, time))
        {
            // The rest of a picture whose beginning was lost is no fault of its own.
            Malformed += _afterGap ? 0 : 1;
            _samples.GiveUp();
        }

        _afterGap = _afterGap && !_samples.IsOpen && !marker;
        if (marker)
            Finish();
    }

    public void Lost()
    {
        _samples.Reclaim();
        _samples.GiveUp();
        _afterGap = true;
    }

    public void End() => Lost();

    public bool TryTake(out ReceivedSample sample) => _samples.TryTake(out sample);

    private bool TryAdd(ReadOnlySpan<byte> payload, long time)
    {
        ByteReader reader = new(payload);
        if (!reader.TrySkip(1) || !reader.TryReadUInt24(out int offset) || !reader.TryReadByte(out byte type)
            || !reader.TryReadByte(out byte quality) || !reader.TryReadByte(out byte width) || !reader.TryReadByte(out byte height))
        {
            return false;
        }

        ushort restartInterval = 0;
        if (type >= RestartTypes && (!reader.TryReadUInt16(out restartInterval) || !reader.TrySkip(RestartHeaderSize - 2)))
            return false;
        if (offset == 0 && !TryStart(ref reader, time, type, quality, width, height, restartInterval))
            return false;
        return _samples.IsOpen && _samples.Length == _headerSize + offset && reader.Remaining > 0 && _samples.TryAppend(reader.Rest);
    }

    private bool TryStart(ref ByteReader reader, long time, byte type, byte quality, byte width, byte height, ushort restartInterval)
    {
        int sampling = type & ~RestartTypes;
        bool hasRestarts = type >= RestartTypes;
        if (sampling > (int)JpegSampling.Yuv420 || width == 0 || height == 0 || hasRestarts == (restartInterval == 0))
            return false;
        Span<byte> tables = stackalloc byte[JpegTables.BothSize];
        if (quality < FirstKeptQuality ? !JpegTables.TryScale(quality, tables) : !TryReadTables(ref reader, quality, tables))
            return false;

        Span<byte> header = stackalloc byte[JpegHeader.MaxSize];
        _headerSize = JpegHeader.Write(
            header, (JpegSampling)sampling, width * JpegHeader.Block, height * JpegHeader.Block, tables, restartInterval);
        _samples.Begin(time);
        return _samples.TryAppend(header[.._headerSize]);
    }

    private bool TryReadTables(ref ByteReader reader, byte quality, scoped Span<byte> tables)
    {
        if (!reader.TrySkip(1) || !reader.TryReadByte(out byte precision) || !reader.TryReadUInt16(out ushort length)
            || !reader.TryReadBytes(length, out ReadOnlySpan<byte> sent))
        {
            return false;
        }

        int slot = quality - FirstKeptQuality;
        if (length == 0)
        {
            if (slot >= _kept.Length || _kept[slot] is not { } kept)
                return false;
            kept.CopyTo(tables);
            return true;
        }

        // A single table serves luma and chroma; 16-bit entries belong to 12-bit pictures.
        if (precision != 0 || length is not (JpegTables.QuantisationSize or JpegTables.BothSize))
            return false;
        sent[..JpegTables.QuantisationSize].CopyTo(tables);
        sent[^JpegTables.QuantisationSize..].CopyTo(tables[JpegTables.QuantisationSize..]);
        if (slot < _kept.Length)
            _kept[slot] = tables.ToArray();
        return true;
    }

    /// <summary>Some senders send the end marker with the scan, some do not.</summary>
    private void Finish()
    {
        if (!_samples.IsOpen)
            return;
        bool isThere = _samples.Length > _headerSize + 2 && _samples.Bytes.EndsWith(JpegHeader.EndOfImage);
        if (isThere || _samples.TryAppend(JpegHeader.EndOfImage))
            _samples.Finish(isComplete: true);
        else
            _samples.GiveUp();
    }
}
