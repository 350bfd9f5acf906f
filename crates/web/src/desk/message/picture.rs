//! Pictures from outside are drawn anew: what comes out is a small PNG of ours, whatever went in.

use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};

/// Most pixels that are decoded.
const PIXELS: u64 = 40_000_000;
/// Longest side of what comes out.
const SIDE: u32 = 640;

/// The picture, at most 640 pixels wide and high, as PNG; nothing when it is no raster picture or too large.
pub(crate) fn small(bytes: &[u8]) -> Option<Vec<u8>> {
    let allowed = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];
    let format = image::guess_format(bytes).ok().filter(|format| allowed.contains(format))?;
    let (width, height) = ImageReader::with_format(Cursor::new(bytes), format).into_dimensions().ok()?;
    if u64::from(width) * u64::from(height) > PIXELS {
        return None;
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(PIXELS * 8);
    reader.limits(limits);
    let picture = reader.decode().ok()?;
    let picture = if width > SIDE || height > SIDE { picture.thumbnail(SIDE, SIDE) } else { picture };
    let mut out = Cursor::new(Vec::new());
    picture.to_rgba8().write_to(&mut out, ImageFormat::Png).ok()?;
    Some(out.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        image::RgbaImage::new(width, height).write_to(&mut out, ImageFormat::Png).unwrap();
        out.into_inner()
    }

    #[test]
    fn a_large_picture_comes_out_small() {
        let small = small(&png(2_000, 1_000)).unwrap();
        let drawn = image::load_from_memory(&small).unwrap();
        assert_eq!((drawn.width(), drawn.height()), (640, 320));
    }

    #[test]
    fn what_is_no_picture_has_no_preview() {
        for bytes in [
            &b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..],
            b"<html>",
            b"",
            b"\x89PNG\r\n\x1a\n broken",
            b"GIF89a;alert(1)",
        ] {
            assert!(small(bytes).is_none());
        }
    }

    #[test]
    fn a_picture_that_claims_to_be_huge_is_not_decoded() {
        let mut bytes = png(1, 1);
        // Width and height in the header; the check sum no longer fits, which is not looked at before the size.
        bytes.splice(16..24, [0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        assert!(small(&bytes).is_none());
    }
}
