using System.Diagnostics.CodeAnalysis;
using Streaming.Ffmpeg.Decoding.Native;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>Makes I420 pictures of whatever a decoder gives; what is I420 already is handed on as it is.</summary>
internal sealed unsafe class PictureConverter : IDisposable
{
    /// <summary>Above this many lines an undescribed picture is taken for BT.709, as players and screens do.</summary>
    private const int LastLineOf601 = 576;

    private ScalerHandle? _scaler;
    private (int Width, int Height, int Format, bool IsBt709, bool IsFullRange) _for;

    /// <summary>Takes the frame over, whatever comes of it.</summary>
    public bool TryConvert(FrameHandle frame, [NotNullWhen(true)] out VideoFrame? picture)
    {
        picture = null;
        FrameFields fields = frame.Fields;
        if (fields.Width <= 0 || fields.Height <= 0)
        {
            frame.Dispose();
            return false;
        }

        bool isFullRange = fields.ColourRange == FrameFields.FullRange
            || fields.Format is AvUtil.PixelsFullRangeI420 or AvUtil.PixelsFullRangeI422 or AvUtil.PixelsFullRangeI444;
        bool isBt709 = fields.ColourSpace == FrameFields.Bt709
            || (fields.ColourSpace == FrameLayout.Unspecified && fields.Height > LastLineOf601);
        if (fields.Format is AvUtil.PixelsI420 or AvUtil.PixelsFullRangeI420
            && fields.Strides[0] > 0 && fields.Strides[1] > 0 && fields.Strides[2] > 0)
        {
            picture = new NativeVideoFrame(frame, isBt709, isFullRange);
            return true;
        }

        // RGB has no range or matrix of its own: it becomes what stills usually are.
        if (fields.ColourSpace == FrameFields.Rgb)
            (isBt709, isFullRange) = (false, true);
        FrameHandle? converted = Convert(frame, isBt709, isFullRange);
        frame.Dispose();
        if (converted is not null)
            picture = new NativeVideoFrame(converted, isBt709, isFullRange);
        return converted is not null;
    }

    public void Dispose() => _scaler?.Dispose();

    private FrameHandle? Convert(FrameHandle frame, bool isBt709, bool isFullRange)
    {
        FrameFields fields = frame.Fields;
        if (!TryPrepare((fields.Width, fields.Height, fields.Format, isBt709, isFullRange)))
            return null;
        FrameHandle made = new();
        FrameFields to = made.Fields;
        _ = AvUtil.CopyProperties(made, frame);
        to.Width = fields.Width;
        to.Height = fields.Height;
        to.Format = AvUtil.PixelsI420;
        if (AvUtil.AllocatePlanes(made, 0) >= 0
            && Swscale.Scale(_scaler, fields.Planes, fields.Strides, 0, fields.Height, to.Planes, to.Strides) == fields.Height)
        {
            return made;
        }

        made.Dispose();
        return null;
    }

    [MemberNotNullWhen(true, nameof(_scaler))]
    private bool TryPrepare((int Width, int Height, int Format, bool IsBt709, bool IsFullRange) wanted)
    {
        if (_scaler is not null && _for == wanted)
            return true;
        _scaler?.Dispose();
        _scaler = new(Swscale.NewContext(
            wanted.Width, wanted.Height, wanted.Format, wanted.Width, wanted.Height, AvUtil.PixelsI420, Swscale.Careful, 0, 0, 0));
        if (_scaler.IsInvalid)
        {
            _scaler = null;
            return false;
        }

        // The same colours on both sides: only the format changes.
        int* matrix = Swscale.Coefficients(wanted.IsBt709 ? Swscale.Bt709 : Swscale.Bt601);
        int range = wanted.IsFullRange ? 1 : 0;
        _ = Swscale.SetColours(_scaler, matrix, range, matrix, range, 0, 1 << 16, 1 << 16);
        _for = wanted;
        return true;
    }
}
