// libvips, whose functions are variadic. Those that answer an int answer 0, or -1 and leave a message; the others null.
#pragma once
#include <stddef.h>

/// A picture that is computed when somebody asks for its pixels.
typedef struct _VipsImage VipsImage;

/// Starts the library in this process, with loaders for nothing.
int shim_vips_start(const char *name);

/// Allows the loaders of that class: `VipsForeignLoadPng`.
void shim_vips_allow(const char *loader);

/// The loader that knows these bytes, or null.
const char *shim_vips_loader(const void *bytes, size_t size);

/// The picture in these bytes, which must stay where they are as long as it lives. Errors in it are errors, also that it ends early.
VipsImage *shim_vips_load(const void *bytes, size_t size);

void shim_vips_free(VipsImage *picture);
int shim_vips_width(VipsImage *picture);
int shim_vips_height(VipsImage *picture);
int shim_vips_bands(VipsImage *picture);
int shim_vips_has_alpha(VipsImage *picture);
int shim_vips_has_profile(VipsImage *picture);

enum shim_vips_colours { SHIM_GREY, SHIM_RGB, SHIM_CMYK, SHIM_OTHER };
/// What the bands stand for.
enum shim_vips_colours shim_vips_colours(VipsImage *picture);

/// sRGB with 8 bits, by the embedded profile.
VipsImage *shim_vips_apply_profile(VipsImage *picture);
/// sRGB or grey with 8 bits, without a profile.
VipsImage *shim_vips_plain(VipsImage *picture);
/// RGB out of CMYK, as a printer's inks would show on white in the simplest model.
VipsImage *shim_vips_rgb_of_cmyk(VipsImage *picture);
/// 8 bits out of linear light, with gamma 2.2; what is brighter than 1 is white.
VipsImage *shim_vips_tone(VipsImage *picture);
/// sRGB with an alpha band.
VipsImage *shim_vips_with_alpha(VipsImage *picture);
/// Scaled to exactly that size, with alpha taken care of.
VipsImage *shim_vips_scale(VipsImage *picture, int width, int height);
/// On a transparent canvas.
VipsImage *shim_vips_place(VipsImage *picture, int x, int y, int width, int height);
/// With every pixel in memory.
VipsImage *shim_vips_in_memory(VipsImage *picture);

/// Writes a PNG without metadata.
int shim_vips_write_png(VipsImage *picture, int descriptor);

/// The message of what failed last in this process; the next one begins anew.
const char *shim_vips_message(void);
void shim_vips_forget_message(void);
