namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>Empty frames that wait for their next use, from whatever thread they come back.</summary>
internal static unsafe class FramePool
{
    /// <summary>32 × about 500 B. A player holds a picture queue and what a decoder reorders: about a dozen.</summary>
    private const int Limit = 32;

    private static readonly Lock Gate = new();
    private static readonly nint[] Waiting = new nint[Limit];
    private static int _count;

    public static nint Rent()
    {
        lock (Gate)
        {
            if (_count > 0)
                return Waiting[--_count];
        }

        nint frame = AvUtil.NewFrame();
        return frame != 0 ? frame : throw new InsufficientMemoryException("no memory is left for a picture");
    }

    public static void Return(nint frame)
    {
        AvUtil.ClearFrame(frame);
        lock (Gate)
        {
            if (_count < Limit)
            {
                Waiting[_count++] = frame;
                return;
            }
        }

        AvUtil.FreeFrame(&frame);
    }
}
